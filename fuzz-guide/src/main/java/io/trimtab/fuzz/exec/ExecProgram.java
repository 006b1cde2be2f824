package io.trimtab.fuzz.exec;

import io.trimtab.fuzz.FuzzException;
import java.util.List;

/**
 * A program as a kernel's executor runs it: calls one after the other, everything about their types
 * already worked out. A call that fails does not end it.
 *
 * @param calls at most {@link Limits#CALLS}
 */
public record ExecProgram(List<ExecCall> calls) {
  public ExecProgram {
    calls = List.copyOf(calls);
    if (calls.size() > Limits.CALLS) {
      throw new IllegalArgumentException(
          "a program has at most %d calls, not %d".formatted(Limits.CALLS, calls.size()));
    }
  }

  public static ExecProgram of(ExecCall... calls) {
    return new ExecProgram(List.of(calls));
  }

  /**
   * The program as bytes for the executor: {@link ProgramFormat}.
   *
   * @throws FuzzException if there are more than {@link Limits#BYTES}
   */
  public byte[] toBytes() {
    byte[] bytes = ProgramFormat.encode(this);
    if (bytes.length > Limits.BYTES) {
      throw FuzzException.invalid(
          "the program has %d bytes, at most %d can be run".formatted(bytes.length, Limits.BYTES));
    }
    return bytes;
  }

  /**
   * The program that some bytes are.
   *
   * @throws FuzzException if they are none, with where that shows
   */
  public static ExecProgram fromBytes(byte[] bytes) {
    if (bytes.length > Limits.BYTES) {
      throw FuzzException.invalid(
          "%d bytes are no program, it has at most %d".formatted(bytes.length, Limits.BYTES));
    }
    return ProgramFormat.decode(bytes);
  }
}
