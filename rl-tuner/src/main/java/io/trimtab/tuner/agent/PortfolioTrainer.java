package io.trimtab.tuner.agent;

import io.trimtab.tuner.environment.Setting;
import io.trimtab.tuner.environment.Settings;
import io.trimtab.tuner.search.Point;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Learns a portfolio from recorded trials alone.
 *
 * <p>Candidates are the best configurations of each workload; what they gain for the workloads that
 * never ran them is estimated by a forest for each, and counted less its uncertainty. The defaults
 * come first, then the candidate that gains most on average among those that harm no workload, then
 * one after the other whichever adds most to the cover: the sum over workloads of the best share of
 * its own best gain that any chosen configuration captures. The cover is submodular, so this greedy
 * choice captures at least 1 − 1/e of what the best set of that size would (Nemhauser, Wolsey and
 * Fisher, Mathematical Programming 14, 1978).
 */
public final class PortfolioTrainer {
  /** Most configurations, the defaults included. */
  public static final int LARGEST = 8;

  private static final int CANDIDATES = 15;

  /** A workload whose best gain is smaller counts as if it were this: 3 %. */
  private static final double SMALLEST_GAIN = 0.03;

  /** A loss within this harms nobody: 1 %. */
  private static final double HARMLESS = -0.01;

  /** A configuration that adds less to the cover, in workloads, is not worth an agent's trial. */
  private static final double WORTH_A_TRIAL = 0.02;

  /** One that adds less is not worth its place in a policy, which people look at. */
  private static final double WORTH_A_PLACE = 0.05;

  private final Experience experience;
  private final List<GainModel> models;
  private final Predicate<Setting> eligible;

  /** Fits a model of each workload; any configuration is eligible. */
  public PortfolioTrainer(Experience experience, long seed) {
    this(experience, seed, setting -> true);
  }

  /**
   * Fits a model of each workload.
   *
   * @param seed for the forests
   * @param eligible whether a configuration may be part of a portfolio; the defaults always are
   */
  public PortfolioTrainer(Experience experience, long seed, Predicate<Setting> eligible) {
    this.experience = experience;
    this.eligible = eligible;
    SplittableRandom random = new SplittableRandom(seed);
    this.models =
        experience.workloads().stream()
            .map(w -> new GainModel(experience.space(), w.tried(), random.nextLong()))
            .toList();
  }

  /** Learns a portfolio for an agent, of at most {@link #LARGEST} configurations. */
  public Portfolio train() {
    return train(LARGEST, WORTH_A_TRIAL);
  }

  /**
   * Learns a portfolio for a policy.
   *
   * @param largest most configurations, the defaults included, at least 1
   */
  public Portfolio train(int largest) {
    return train(largest, WORTH_A_PLACE);
  }

  private Portfolio train(int largest, double worth) {
    if (models.isEmpty()) {
      return Portfolio.EMPTY;
    }
    List<Point> candidates = candidates();
    double[][] shares = shares(candidates);
    List<Integer> chosen = new ArrayList<>(List.of(0));
    harmless(candidates, shares, worth).ifPresent(chosen::add);
    while (chosen.size() < largest) {
      OptionalInt next = mostAdded(shares, chosen, worth);
      if (next.isEmpty()) {
        break;
      }
      chosen.add(next.getAsInt());
    }
    List<Point> points = chosen.stream().limit(largest).map(candidates::get).toList();
    List<Setting> settings = points.stream().map(Settings::of).toList();
    List<String> dimensions = new DimensionEffects(experience.space(), models).ordered();
    return Calibration.calibrate(
        new Portfolio(settings, known(points), dimensions, 1, 1), bestGains());
  }

  private List<Portfolio.Known> known(List<Point> points) {
    return IntStream.range(0, models.size())
        .mapToObj(
            w -> {
              WorkloadExperience workload = experience.workloads().get(w);
              List<GainModel.Gain> gains = points.stream().map(models.get(w)::gain).toList();
              return new Portfolio.Known(
                  workload.workload(),
                  workload.features(),
                  gains.stream().map(PortfolioTrainer::believed).toList(),
                  gains.stream().map(GainModel.Gain::error).toList());
            })
        .toList();
  }

  /** A gain, the nearer to none the less it stands out of its error (James and Stein 1961). */
  private static double believed(GainModel.Gain gain) {
    double noise = gain.error() * gain.error();
    double square = gain.mean() * gain.mean();
    return square <= noise ? 0 : gain.mean() * (1 - noise / square);
  }

  private double[] bestGains() {
    return models.stream().mapToDouble(GainModel::best).toArray();
  }

  /** The defaults, and the best of each workload. */
  private List<Point> candidates() {
    Set<Point> candidates = new LinkedHashSet<>();
    candidates.add(experience.space().baseline());
    models.forEach(m -> candidates.addAll(m.top(CANDIDATES, this::isEligible)));
    return candidates.stream().filter(experience.space()::valid).toList();
  }

  private boolean isEligible(Point point) {
    return point.equals(experience.space().baseline()) || eligible.test(Settings.of(point));
  }

  /** Share of its best gain that each workload (row) surely has of each candidate (column). */
  private double[][] shares(List<Point> candidates) {
    double[][] shares = new double[models.size()][candidates.size()];
    for (int w = 0; w < shares.length; w++) {
      GainModel model = models.get(w);
      double best = Math.max(SMALLEST_GAIN, model.best());
      for (int c = 0; c < candidates.size(); c++) {
        shares[w][c] = model.gain(candidates.get(c)).lowerBound() / best;
      }
    }
    return shares;
  }

  private OptionalInt harmless(List<Point> candidates, double[][] shares, double worth) {
    int best = 0;
    for (int c = 1; c < candidates.size(); c++) {
      Point candidate = candidates.get(c);
      boolean harms = models.stream().anyMatch(m -> m.gain(candidate).lowerBound() < HARMLESS);
      if (!harms && sum(shares, c) > sum(shares, best)) {
        best = c;
      }
    }
    return sum(shares, best) > worth ? OptionalInt.of(best) : OptionalInt.empty();
  }

  private static OptionalInt mostAdded(double[][] shares, List<Integer> chosen, double worth) {
    int best = -1;
    double top = worth;
    for (int c = 0; c < shares[0].length; c++) {
      double added = 0;
      for (double[] row : shares) {
        double covered = chosen.stream().mapToDouble(i -> row[i]).max().orElse(0);
        added += Math.max(0, row[c] - covered);
      }
      if (added > top) {
        top = added;
        best = c;
      }
    }
    return best < 0 ? OptionalInt.empty() : OptionalInt.of(best);
  }

  private static double sum(double[][] shares, int candidate) {
    double sum = 0;
    for (double[] row : shares) {
      sum += row[candidate];
    }
    return sum;
  }
}
