package io.trimtab.fuzz.exec;

import java.time.Duration;

/** The request to run a program, as bytes for the executor: limits in milliseconds, the program. */
public final class RunRequest {
  private RunRequest() {}

  /**
   * Encodes one.
   *
   * @param callLimit how long a call may wait before it is interrupted
   * @param programLimit how long the program may take before it is ended
   */
  public static byte[] encode(ExecProgram program, Duration callLimit, Duration programLimit) {
    byte[] limits =
        new WireWriter().number(callLimit.toMillis()).number(programLimit.toMillis()).finish();
    byte[] bytes = program.toBytes();
    byte[] request = new byte[limits.length + bytes.length];
    System.arraycopy(limits, 0, request, 0, limits.length);
    System.arraycopy(bytes, 0, request, limits.length, bytes.length);
    return request;
  }
}
