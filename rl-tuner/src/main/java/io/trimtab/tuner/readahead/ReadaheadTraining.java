package io.trimtab.tuner.readahead;

import io.trimtab.actuators.catalogue.Value;
import io.trimtab.actuators.transaction.Dial;
import io.trimtab.features.classify.Dataset;
import io.trimtab.features.classify.Run;
import io.trimtab.features.classify.RunLabel;
import io.trimtab.features.readahead.AccessFeatures;
import io.trimtab.features.readahead.AccessPattern;
import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.run.Command;
import io.trimtab.tuner.run.JavaProgram;
import io.trimtab.tuner.run.MemoryCgroup;
import io.trimtab.tuner.run.RunResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Learns a device: reads a file in every pattern, by read() and by a mapping, under every
 * readahead, and keeps what each window looked like and how fast the reads went.
 */
public final class ReadaheadTraining {
  /** In KiB; the one in force is tried as well. */
  private static final List<Long> VALUES_KB = List.of(0L, 16L, 128L, 1024L, 8192L);

  private static final List<String> WAYS = List.of("read", "map");
  private static final Pattern RATE = Pattern.compile("pages/s: ([0-9.]+)");
  private static final double NOISE = 0.02;
  private static final int MOST_PAGES = 16;
  private static final int LEAST_STRIDE = 3;
  private static final int MOST_STRIDE = 64;

  /**
   * What was learned.
   *
   * @param windows feature vectors, labelled {@code PATTERN/WAY/READAHEAD}
   * @param rates pages a second by pattern and readahead: the geometric mean over all runs
   * @param best the readahead that suits each pattern best
   */
  public record Result(
      Dataset windows,
      Map<AccessPattern, Map<Long, Double>> rates,
      Map<AccessPattern, Long> best) {}

  /** Is told how far it is. */
  public interface Listener {
    /** How many runs there will be. */
    void begin(int runs);

    /** One is over. */
    void step(String label);
  }

  private final Dial dial;
  private final PatternRuns runs;
  private final Path file;
  private final MemoryCgroup cgroup;
  private final String seconds;
  private final List<Run> windows = new ArrayList<>();
  private final Map<AccessPattern, Map<Long, List<Double>>> measured =
      new EnumMap<>(AccessPattern.class);

  /**
   * @param dial the device's readahead
   * @param runs runs commands and looks at the device meanwhile
   * @param file a large one on the device
   * @param cgroup much smaller than the file, so that little of it stays cached
   * @param seconds how long each run takes
   */
  public ReadaheadTraining(
      Dial dial, PatternRuns runs, Path file, MemoryCgroup cgroup, double seconds) {
    this.dial = dial;
    this.runs = runs;
    this.file = file;
    this.cgroup = cgroup;
    this.seconds = String.format(Locale.ROOT, "%.1f", seconds);
  }

  /**
   * Measures; the readahead has its original value afterwards.
   *
   * @param rounds how often each pattern meets each readahead, with accesses of other sizes each
   *     time
   * @param seed decides the order of runs, and the sizes
   * @throws TunerException if a run fails
   */
  public Result measure(int rounds, long seed, Listener listener) throws InterruptedException {
    SplittableRandom random = new SplittableRandom(seed);
    List<Trial> trials = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      for (AccessPattern pattern : AccessPattern.all()) {
        for (String way : WAYS) {
          // The same accesses under every readahead, as the rates are compared.
          List<String> accesses =
              List.of(
                  Integer.toString(length(pattern, way, random)),
                  Integer.toString(random.nextInt(LEAST_STRIDE, MOST_STRIDE)),
                  Long.toString(random.nextLong(1 << 20)));
          for (long kb : values()) {
            trials.add(new Trial(pattern, way, kb, accesses));
          }
        }
      }
    }
    shuffle(trials, random);
    listener.begin(trials.size());
    try {
      for (Trial trial : trials) {
        run(trial);
        listener.step(trial.label().toString());
      }
    } finally {
      dial.restore();
    }
    return result();
  }

  /**
   * Pages of an access. A larger one at random is, page by page, mostly sequential; and so is one
   * of a mapping in any pattern, which is touched page by page.
   */
  private static int length(AccessPattern pattern, String way, SplittableRandom random) {
    boolean isWhole = pattern == AccessPattern.SEQUENTIAL || pattern == AccessPattern.REVERSE;
    return isWhole && way.equals("read") ? 1 + random.nextInt(MOST_PAGES) : 1;
  }

  private record Trial(AccessPattern pattern, String way, long kb, List<String> accesses) {
    RunLabel label() {
      return new RunLabel(pattern.word(), way, Long.toString(kb));
    }
  }

  private List<Long> values() {
    List<Long> values = new ArrayList<>(VALUES_KB);
    if (dial.original() instanceof Value.Number number && !values.contains(number.value())) {
      values.add(number.value());
    }
    return values;
  }

  private static void shuffle(List<Trial> trials, SplittableRandom random) {
    for (int i = trials.size() - 1; i > 0; i--) {
      Collections.swap(trials, i, random.nextInt(i + 1));
    }
  }

  private void run(Trial trial) throws InterruptedException {
    dial.turn(new Value.Number(trial.kb()));
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of(trial.pattern().word(), trial.way(), file.toString(), seconds));
    arguments.addAll(trial.accesses());
    Command command =
        new Command(
            JavaProgram.words(PatternWorkload.class, List.of(AccessPattern.class), arguments),
            Optional.empty(),
            Optional.of(cgroup),
            List.of(file));
    List<double[]> vectors = new ArrayList<>();
    RunResult result = runs.run(command, trial.kb(), vectors);
    Matcher rate = RATE.matcher(result.stdout());
    if (!result.succeeded() || !rate.find()) {
      throw new TunerException("reading " + file + " failed: the command " + result.failure());
    }
    windows.add(new Run(trial.label(), vectors));
    measured
        .computeIfAbsent(trial.pattern(), key -> new TreeMap<>())
        .computeIfAbsent(trial.kb(), key -> new ArrayList<>())
        .add(Math.log(Math.max(1, Double.parseDouble(rate.group(1)))));
  }

  private Result result() {
    Map<AccessPattern, Map<Long, Double>> rates = new EnumMap<>(AccessPattern.class);
    Map<AccessPattern, Long> best = new EnumMap<>(AccessPattern.class);
    measured.forEach(
        (pattern, byValue) -> {
          Map<Long, Double> means = new TreeMap<>();
          byValue.forEach((kb, logs) -> means.put(kb, Math.exp(mean(logs))));
          rates.put(pattern, means);
          best.put(pattern, best(means));
        });
    return new Result(new Dataset(AccessFeatures.schema(), windows), rates, best);
  }

  /** The smallest that is no worse than noise: what is read ahead takes memory, and the disk. */
  private static long best(Map<Long, Double> rates) {
    double most = rates.values().stream().mapToDouble(rate -> rate).max().orElse(0);
    return rates.entrySet().stream()
        .filter(entry -> entry.getValue() >= (1 - NOISE) * most)
        .mapToLong(Map.Entry::getKey)
        .min()
        .orElse(0);
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(value -> value).average().orElse(0);
  }
}
