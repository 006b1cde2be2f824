package io.trimtab.tuner.training;

import io.trimtab.tuner.experience.EpisodeLog;
import io.trimtab.tuner.experience.Experience;
import io.trimtab.tuner.experience.Place;
import io.trimtab.tuner.experience.TrialRecord;
import io.trimtab.tuner.measure.Interval;
import io.trimtab.tuner.policy.NearestPoint;
import io.trimtab.tuner.search.Dimension;
import io.trimtab.tuner.search.FunctionalAnova;
import io.trimtab.tuner.search.Outcome;
import io.trimtab.tuner.search.Point;
import io.trimtab.tuner.search.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * The effects of tunables by family of workloads, from recorded trials: functional analysis of
 * variance, with intervals from forests of resampled trials (bootstrap percentiles).
 *
 * <p>Losses count for at most half the speed, as failures do: how bad the worst corner of the space
 * is would otherwise drown what can be gained (capping, Biedenkapp et al., "CAVE", 2018). Trials
 * are where agents wanted them, not spread evenly, so a share is of what a forest of them expects
 * over the whole space.
 */
public final class EffectAnalysis {
  /** Fewer trials of a family than this say nothing. */
  public static final int LEAST_TRIALS = 20;

  private static final int ROUNDS = 20;
  private static final int MOST_TRIALS = 800;
  private static final double FLOOR = -Math.log(2);
  private static final double EDGE = 0.05;

  private record Sample(Point point, double gain) {}

  private EffectAnalysis() {}

  /**
   * Analyses what was tried at a place.
   *
   * @param seed decides forests and resampling
   * @return the families with enough trials, by name
   */
  public static List<FamilyEffects> of(Experience experience, Place place, long seed) {
    Map<String, List<Sample>> samples = new TreeMap<>();
    Map<String, Set<String>> workloads = new TreeMap<>();
    for (EpisodeLog log : experience.at(place).episodes()) {
      if (log.baseline().isKnown()) {
        String family = log.episode().workload().family();
        workloads
            .computeIfAbsent(family, f -> new LinkedHashSet<>())
            .add(log.episode().workload().name());
        List<Sample> own = samples.computeIfAbsent(family, f -> new ArrayList<>());
        log.trials().forEach(trial -> own.add(sample(log, trial, place.space())));
      }
    }
    SplittableRandom random = new SplittableRandom(seed);
    List<FamilyEffects> effects = new ArrayList<>();
    samples.forEach(
        (family, own) -> {
          if (own.size() >= LEAST_TRIALS) {
            int count = workloads.getOrDefault(family, Set.of()).size();
            effects.add(family(family, count, own, place.space(), random.split()));
          }
        });
    return effects;
  }

  private static Sample sample(EpisodeLog log, TrialRecord trial, SearchSpace space) {
    Outcome outcome =
        log.baseline()
            .outcome(trial.evaluation(), log.episode().workload().objective().direction());
    double gain = outcome instanceof Outcome.Measured m ? Math.max(FLOOR, m.logRatio()) : FLOOR;
    return new Sample(NearestPoint.of(space, trial.setting()), gain);
  }

  private static FamilyEffects family(
      String family, int workloads, List<Sample> all, SearchSpace space, SplittableRandom random) {
    List<FunctionalAnova> fits = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      List<Point> points = new ArrayList<>();
      double[] gains = new double[Math.min(MOST_TRIALS, all.size())];
      for (int i = 0; i < gains.length; i++) {
        Sample sample = all.get(random.nextInt(all.size()));
        points.add(sample.point());
        gains[i] = sample.gain();
      }
      fits.add(FunctionalAnova.fit(space, points, gains, random.nextLong()));
    }
    List<FamilyEffects.Main> mains = new ArrayList<>();
    List<FamilyEffects.Pair> pairs = new ArrayList<>();
    for (int d = 0; d < space.size(); d++) {
      mains.add(main(fits, space.dimensions().get(d), d));
      for (int e = d + 1; e < space.size(); e++) {
        int one = d;
        int other = e;
        double[] shares = fits.stream().mapToDouble(f -> f.interaction(one, other)).toArray();
        pairs.add(
            new FamilyEffects.Pair(
                space.dimensions().get(d).name(),
                space.dimensions().get(e).name(),
                mean(shares),
                interval(shares)));
      }
    }
    mains.sort(Comparator.comparingDouble(main -> -main.share()));
    pairs.sort(Comparator.comparingDouble(pair -> -pair.share()));
    return new FamilyEffects(family, workloads, all.size(), mains, pairs);
  }

  private static FamilyEffects.Main main(List<FunctionalAnova> fits, Dimension dimension, int d) {
    double[] shares = fits.stream().mapToDouble(f -> f.main(d)).toArray();
    double[] average = new double[dimension.levels().size()];
    for (FunctionalAnova fit : fits) {
      double[] marginal = fit.marginal(d);
      for (int level = 0; level < average.length; level++) {
        average[level] += marginal[level] / fits.size();
      }
    }
    int best = dimension.baselineLevel();
    for (int level = 0; level < average.length; level++) {
      best = average[level] > average[best] + 1e-12 ? level : best;
    }
    int chosen = best;
    double[] gains =
        fits.stream()
            .mapToDouble(f -> f.marginal(d)[chosen] - f.marginal(d)[dimension.baselineLevel()])
            .toArray();
    return new FamilyEffects.Main(
        dimension.name(),
        mean(shares),
        interval(shares),
        dimension.levels().get(best),
        mean(gains),
        interval(gains));
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(0);
  }

  private static Interval interval(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int last = sorted.length - 1;
    return new Interval(
        sorted[(int) Math.floor(EDGE * last)], sorted[(int) Math.ceil((1 - EDGE) * last)]);
  }
}
