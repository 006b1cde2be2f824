package io.trimtab.fuzz.guide;

import io.trimtab.fuzz.model.Call;
import io.trimtab.fuzz.program.CallSet;
import io.trimtab.fuzz.program.Invocation;
import io.trimtab.fuzz.program.Program;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * How well guides foresee the calls of programs that they have not seen. A corpus is split by
 * program; the guides learn from the one part, and for every call but the first of the other part
 * it is asked how many calls they hold for likelier than the one that comes.
 */
public final class Prediction {
  private static final int FEW = 5;

  private Prediction() {}

  /**
   * How well one guide did.
   *
   * @param asked calls that were asked for
   * @param first share of them that it held for the likeliest, 0 to 1
   * @param amongFive share of them that were among its five likeliest
   * @param reciprocalRank mean of one over the rank, 0 to 1
   */
  public record Score(
      String guide, int asked, double first, double amongFive, double reciprocalRank) {}

  /** Programs to learn from, and programs to be asked about. */
  public record Split(List<Program> learned, List<Program> held) {
    /**
     * Splits programs at random.
     *
     * @param share of the programs that is held back, 0 to 1
     */
    public static Split of(Collection<Program> programs, double share, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      List<Program> learned = new ArrayList<>();
      List<Program> held = new ArrayList<>();
      for (Program program : programs) {
        (random.nextDouble() < share ? held : learned).add(program);
      }
      return new Split(learned, held);
    }
  }

  /** Teaches a guide, and asks it. */
  public static Score of(Guide guide, CallSet calls, Split split) {
    split.learned().forEach(guide::learn);
    int asked = 0;
    int first = 0;
    int few = 0;
    double reciprocal = 0;
    for (Program program : split.held()) {
      List<Invocation> all = program.invocations();
      for (int i = 1; i < all.size(); i++) {
        int actual = calls.indexOf(all.get(i).call());
        if (actual < 0) {
          continue;
        }
        double rank = rank(guide.weights(all.subList(0, i), Optional.<Call>empty()), actual);
        asked++;
        first += rank < 2 ? 1 : 0;
        few += rank < FEW + 1 ? 1 : 0;
        reciprocal += 1 / rank;
      }
    }
    double count = Math.max(1, asked);
    return new Score(guide.name(), asked, first / count, few / count, reciprocal / count);
  }

  /** From 1; calls that are as likely share the middle of their ranks. */
  private static double rank(double[] weights, int actual) {
    int likelier = 0;
    int alike = 0;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > weights[actual]) {
        likelier++;
      } else if (weights[i] == weights[actual] && i != actual) {
        alike++;
      }
    }
    return 1 + likelier + alike / 2.0;
  }
}
