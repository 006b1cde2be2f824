package io.trimtab.fuzz.testbed;

import io.trimtab.fuzz.exec.ExecProgram;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * How many programs kernels run in a second: {@code Throughput KERNELS PROGRAMS}. Prints one line
 * for programs of seven calls and one for empty ones, which is what fork, sandbox and line cost.
 */
public final class Throughput {
  private static final int WARM_UP = 200;
  private static final int ROUNDS = 5;

  private Throughput() {}

  public static void main(String[] words) throws InterruptedException {
    int kernels = Integer.parseInt(words[0]);
    int programs = Integer.parseInt(words[1]);
    try (Testbed testbed =
        Testbed.start(Kernels.machine(), TestbedSettings.of(kernels), CrashListener.NONE)) {
      measure(testbed, "seven calls", Programs.typical(), programs);
      measure(testbed, "empty", ExecProgram.of(), programs);
    }
  }

  private static void measure(Testbed testbed, String what, ExecProgram program, int programs)
      throws InterruptedException {
    testbed.runAll(Collections.nCopies(WARM_UP, program));
    double[] rates = new double[ROUNDS];
    int places = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      List<Execution> all = testbed.runAll(Collections.nCopies(programs, program));
      rates[round] = programs / ((System.nanoTime() - start) / 1e9);
      if (all.get(0) instanceof Execution.Finished finished) {
        places = finished.result().coverage().size();
      }
    }
    Arrays.sort(rates);
    System.out.printf(
        Locale.ROOT,
        "%s: %.0f programs/s (%.0f to %.0f in %d rounds of %d), %d places each%n",
        what,
        rates[ROUNDS / 2],
        rates[0],
        rates[ROUNDS - 1],
        ROUNDS,
        programs,
        places);
  }
}
