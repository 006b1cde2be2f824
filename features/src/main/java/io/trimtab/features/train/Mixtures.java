package io.trimtab.features.train;

import io.trimtab.features.classify.Dataset;
import io.trimtab.features.classify.Run;
import io.trimtab.features.classify.WorkloadClass;
import io.trimtab.features.registry.FeatureSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Makes up vectors of two kinds of work at once, out of two vectors of one kind each. There are far
 * more pairs of programs than can be recorded, and a forest that has seen a few pairs takes every
 * other for the louder of the two. (The idea is that of mixup: Zhang et al., ICLR 2018. There,
 * labels are mixed with the inputs; here the mixture has a class of its own.)
 *
 * <p>Rates add up, each lowered by what the two take from each other, a share drawn for each; so do
 * shares of time, up to 1. Shares of something are means, weighted by how much of it there was;
 * quantiles are those of one of the two, drawn by the same weight, as they are where one of them
 * has most of the values. Computing, switching and creating processes are not paired with each
 * other: what does all three, a compiler say, is one kind of work.
 */
final class Mixtures {
  private static final double LEAST_SHARE = 0.65;
  private static final Set<String> COMPUTING =
      Set.of(WorkloadClass.CPU.word(), WorkloadClass.IPC.word(), WorkloadClass.FORK.word());
  private static final Set<String> MIXED =
      Set.of(
          WorkloadClass.CPU.word(),
          WorkloadClass.IPC.word(),
          WorkloadClass.FORK.word(),
          WorkloadClass.SEQUENTIAL_READ.word(),
          WorkloadClass.RANDOM_READ.word(),
          WorkloadClass.WRITEBACK.word());

  /** Shares of something, and what they are shares of. */
  private static final Map<String, String> MEANS =
      Map.of(
          "cpu_system", "cpu_busy",
          "switches_voluntary", "switches",
          "readahead_used", "file_pages",
          "file_sequential", "file_accesses",
          "sequential", "requests",
          "anonymous_huge", "",
          "free", "",
          "cached", "");

  /** Quantiles, and what they are quantiles of. */
  private static final Map<String, String> DRAWN =
      Map.of(
          "on_cpu_p50", "switches",
          "io_wait_p50", "reads",
          "request_size_p50", "requests",
          "request_latency_p50", "requests",
          "distance_entropy", "requests",
          "distance_p50", "requests");

  private static final Set<String> GREATER =
      Set.of("runqueue_p50", "runqueue_p99", "on_cpu_entropy", "cpu_iowait", "dirty", "anonymous");
  private static final Set<String> LESSER = Set.of("idle_p50");
  private static final Set<String> TIMES =
      Set.of("psi_cpu", "psi_memory", "psi_memory_full", "psi_io", "psi_io_full");

  private final FeatureSchema schema;
  private final SplittableRandom random;
  private final Map<String, Map<String, List<double[]>>> vectors = new TreeMap<>();

  /**
   * @param substitutes what unknown features are filled in with
   */
  Mixtures(Dataset dataset, double[] substitutes, long seed) {
    this.schema = dataset.schema();
    this.random = new SplittableRandom(seed);
    for (Run run : dataset.runs()) {
      if (MIXED.contains(run.label().workload())) {
        List<double[]> same =
            vectors
                .computeIfAbsent(run.label().workload(), key -> new TreeMap<>())
                .computeIfAbsent(run.label().program(), key -> new ArrayList<>());
        run.vectors().forEach(vector -> same.add(Medians.filled(vector, substitutes)));
      }
    }
  }

  /** Some mixtures; none if there are no two classes to mix. */
  List<double[]> draw(int count) {
    List<String> classes = List.copyOf(vectors.keySet());
    List<double[]> drawn = new ArrayList<>();
    if (COMPUTING.containsAll(classes) || classes.size() < 2) {
      return drawn;
    }
    while (drawn.size() < count) {
      String first = one(classes);
      String second = one(classes);
      boolean isPair =
          !first.equals(second) && !(COMPUTING.contains(first) && COMPUTING.contains(second));
      if (isPair) {
        drawn.add(mixed(vector(first), share(), vector(second), share()));
      }
    }
    return drawn;
  }

  private double share() {
    return random.nextDouble(LEAST_SHARE, 1);
  }

  /** Of every program as often as of any other. */
  private double[] vector(String workload) {
    Map<String, List<double[]>> programs = vectors.getOrDefault(workload, Map.of());
    return one(programs.getOrDefault(one(List.copyOf(programs.keySet())), List.of()));
  }

  private <T> T one(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private double[] mixed(double[] a, double shareOfA, double[] b, double shareOfB) {
    double[] mixed = new double[a.length];
    for (int i = 0; i < mixed.length; i++) {
      String name = schema.names().get(i);
      if (MEANS.containsKey(name)) {
        double weight = weight(MEANS.getOrDefault(name, ""), a, shareOfA, b, shareOfB);
        mixed[i] = weight * a[i] + (1 - weight) * b[i];
      } else if (DRAWN.containsKey(name)) {
        double weight = weight(DRAWN.getOrDefault(name, ""), a, shareOfA, b, shareOfB);
        mixed[i] = random.nextDouble() < weight ? a[i] : b[i];
      } else if (GREATER.contains(name)) {
        mixed[i] = Math.max(a[i], b[i]);
      } else if (LESSER.contains(name)) {
        mixed[i] = Math.min(a[i], b[i]);
      } else if (TIMES.contains(name)) {
        mixed[i] = 1 - (1 - shareOfA * a[i]) * (1 - shareOfB * b[i]);
      } else if (name.equals("cpu_busy")) {
        mixed[i] = Math.min(1, shareOfA * a[i] + shareOfB * b[i]);
      } else {
        mixed[i] = Math.log(1 + shareOfA * rate(a[i]) + shareOfB * rate(b[i])) / Math.log(2);
      }
    }
    waitNoLongerThanIdle(mixed);
    for (int i = 0; i < mixed.length; i++) {
      mixed[i] = Dataset.rounded(mixed[i]);
    }
    return mixed;
  }

  private void waitNoLongerThanIdle(double[] mixed) {
    if (schema.names().contains("cpu_iowait") && schema.names().contains("cpu_busy")) {
      int place = schema.place("cpu_iowait");
      mixed[place] = Math.min(mixed[place], 1 - mixed[schema.place("cpu_busy")]);
    }
  }

  /** The first one's share of what there was of something in both. */
  private double weight(String of, double[] a, double shareOfA, double[] b, double shareOfB) {
    if (of.isEmpty() || !schema.names().contains(of)) {
      return 0.5;
    }
    int place = schema.place(of);
    double ofA = shareOfA * rate(a[place]);
    double ofB = shareOfB * rate(b[place]);
    return ofA + ofB > 0 ? ofA / (ofA + ofB) : 0.5;
  }

  private static double rate(double logarithm) {
    return Math.pow(2, logarithm) - 1;
  }
}
