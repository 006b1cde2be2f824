package io.trimtab.fuzz.ablation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/** Runs of several guides up to where the shortest of them ended, along one axis. */
final class Comparison {
  private static final int STEPS = 200;
  private static final int RESAMPLES = 2000;

  private final Map<String, List<Course>> guides;
  private final ToDoubleFunction<Course.Point> axis;
  private final double end;

  /**
   * What the seeds of a guide had at one moment.
   *
   * @param low of the worst seed
   * @param high of the best one
   */
  record Band(double at, double low, double median, double high) {}

  /** A ratio of two medians, and where it lies with 95 % of the draws of seeds. */
  record Ratio(double value, double low, double high) {}

  Comparison(List<Course> courses, ToDoubleFunction<Course.Point> axis) {
    this.axis = axis;
    guides = balanced(courses);
    end =
        guides.values().stream()
            .flatMap(List::stream)
            .mapToDouble(course -> axis.applyAsDouble(course.end()))
            .min()
            .orElse(0);
  }

  /** Only seeds that every guide has had. */
  private static Map<String, List<Course>> balanced(List<Course> courses) {
    Map<String, List<Course>> guides = new LinkedHashMap<>();
    courses.forEach(c -> guides.computeIfAbsent(c.guide(), key -> new ArrayList<>()).add(c));
    TreeSet<Long> seeds = new TreeSet<>(courses.stream().map(Course::seed).toList());
    guides.values().forEach(list -> seeds.retainAll(list.stream().map(Course::seed).toList()));
    guides.values().forEach(list -> list.removeIf(course -> !seeds.contains(course.seed())));
    return guides;
  }

  List<String> names() {
    return List.copyOf(guides.keySet());
  }

  int seeds() {
    return guides.values().stream().mapToInt(List::size).min().orElse(0);
  }

  /** How far along the axis all of them came. */
  double end() {
    return end;
  }

  Band at(String guide, double at) {
    double[] places = places(guide, at);
    return new Band(at, places[0], median(places), places[places.length - 1]);
  }

  List<Band> curve(String guide) {
    List<Band> curve = new ArrayList<>();
    for (int i = 0; i <= STEPS; i++) {
      curve.add(at(guide, end * i / STEPS));
    }
    return curve;
  }

  /** How many times as many places one guide has as another, at the end. */
  Ratio ratio(String guide, String than) {
    double[] mine = places(guide, end);
    double[] theirs = places(than, end);
    SplittableRandom random = new SplittableRandom(1);
    double[] drawn = new double[RESAMPLES];
    for (int i = 0; i < RESAMPLES; i++) {
      drawn[i] = median(redrawn(mine, random)) / median(redrawn(theirs, random));
    }
    Arrays.sort(drawn);
    return new Ratio(
        median(mine) / median(theirs),
        drawn[RESAMPLES / 40],
        drawn[RESAMPLES - 1 - RESAMPLES / 40]);
  }

  /** How many times sooner a guide's median has what another one's has at the end; 0 if never. */
  double sooner(String guide, String than) {
    double wanted = at(than, end).median();
    for (int i = 0; i <= 10 * STEPS; i++) {
      double at = end * i / (10 * STEPS);
      if (at > 0 && at(guide, at).median() >= wanted) {
        return end / at;
      }
    }
    return 0;
  }

  private double[] places(String guide, double at) {
    return guides.getOrDefault(guide, List.of()).stream()
        .mapToDouble(course -> course.placesAt(axis, at))
        .sorted()
        .toArray();
  }

  private static double[] redrawn(double[] values, SplittableRandom random) {
    double[] drawn = new double[values.length];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = values[random.nextInt(values.length)];
    }
    Arrays.sort(drawn);
    return drawn;
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
