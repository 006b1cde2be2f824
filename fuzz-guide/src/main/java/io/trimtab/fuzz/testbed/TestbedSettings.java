package io.trimtab.fuzz.testbed;

import io.trimtab.fuzz.exec.Bytes;
import io.trimtab.fuzz.exec.ExecProgram;
import io.trimtab.fuzz.exec.RunRequest;
import java.time.Duration;

/**
 * How programs are run.
 *
 * @param kernels how many kernels run at the same time, from 1
 * @param callLimit how long a call may wait before it is interrupted
 * @param programLimit how long a program may take before it is ended
 * @param answerLimit how long a kernel may take to answer, beyond a program's limit; shorter than
 *     what it takes itself to notice that it hangs (some ten seconds), hangs have no title
 * @param ahead how many programs a kernel is sent ahead of its answers, from 1
 */
public record TestbedSettings(
    int kernels, Duration callLimit, Duration programLimit, Duration answerLimit, int ahead) {
  private static final Duration LONGEST = Duration.ofMinutes(10);

  public TestbedSettings {
    if (kernels < 1 || ahead < 1) {
      throw new IllegalArgumentException("a testbed has one kernel and one program at least");
    }
    if (callLimit.compareTo(LONGEST) > 0 || programLimit.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("a limit is at most " + LONGEST);
    }
  }

  /** What suits fuzzing: calls that wait are soon interrupted, and hangs get their title. */
  public static TestbedSettings of(int kernels) {
    return new TestbedSettings(
        kernels, Duration.ofMillis(60), Duration.ofSeconds(2), Duration.ofSeconds(18), 4);
  }

  /** The same with another limit for answers. */
  public TestbedSettings withAnswerLimit(Duration limit) {
    return new TestbedSettings(kernels, callLimit, programLimit, limit, ahead);
  }

  /** The request to run a program under these limits. */
  Bytes request(ExecProgram program) {
    return Bytes.of(RunRequest.encode(program, callLimit, programLimit));
  }
}
