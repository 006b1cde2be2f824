package io.trimtab.tuner.guest;

import io.trimtab.tuner.environment.Evaluation;
import java.nio.file.Path;
import java.util.Collections;

/** A process that keeps one result after the other until it is killed. */
final class TrialMemoWriter {
  private TrialMemoWriter() {}

  public static void main(String[] arguments) {
    try (TrialMemo memo = TrialMemo.open(Path.of(arguments[0]))) {
      for (long seed = Long.parseLong(arguments[1]); seed >= 0; seed++) {
        memo.add(new TrialMemo.Key("6.1", "machine", "hackbench\n20", "other", seed), result(seed));
      }
    }
  }

  static Evaluation result(long seed) {
    return new Evaluation.Measured(seed + 0.5, Collections.nCopies(50, seed / 3.0));
  }
}
