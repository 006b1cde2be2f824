package io.trimtab.features.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A program that tells how well the pressure objective ranks settings: Spearman's correlation of
 * the true rate with the objective's negative, for each workload and pooled over the ranks within
 * each, with 95 % intervals by bootstrap over settings. Its standard input has a line for each run:
 * workload, setting, rate, and what {@link PressureMeter} says, with tabs between.
 */
public final class PressureRanking {
  private static final int DRAWS = 5000;
  private static final int RATE = 2;
  private static final int VALUE = 3;
  private static final int TICK_DEVIATION = 5;
  private static final String[] TERMS = {
    "running", "cpu", "data", "user", "faulted", "read", "dirtied", "direct", "handovers"
  };

  /**
   * Means over the runs of one setting: geometric for the rate, as the objective is a logarithm.
   */
  private record Setting(double rate, double value) {}

  private PressureRanking() {}

  public static void main(String[] arguments) throws IOException {
    Map<String, Map<String, List<double[]>>> runs = read();
    List<List<Setting>> workloads = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(1);
    StringBuilder summary = new StringBuilder();
    int settings = 0;
    for (Map.Entry<String, Map<String, List<double[]>>> workload : runs.entrySet()) {
      List<Setting> means = table(workload.getKey(), workload.getValue());
      workloads.add(means);
      settings += means.size();
      summary.append(line(workload.getKey(), List.of(means), random));
    }
    summary.append(line("all, ranked within each", workloads, random));
    System.out.printf(
        "%n| %d settings | correlation | 95 %% interval |%n|---|---|---|%n", settings);
    System.out.print(summary);
  }

  private static Map<String, Map<String, List<double[]>>> read() throws IOException {
    Map<String, Map<String, List<double[]>>> runs = new LinkedHashMap<>();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split("\t");
      if (words.length < VALUE + 3 + TERMS.length) {
        System.err.println("left out: " + line);
        continue;
      }
      double[] numbers = new double[words.length];
      for (int i = RATE; i < words.length; i++) {
        numbers[i] = Double.parseDouble(words[i]);
      }
      runs.computeIfAbsent(words[0], name -> new LinkedHashMap<>())
          .computeIfAbsent(words[1], name -> new ArrayList<>())
          .add(numbers);
    }
    return runs;
  }

  private static List<Setting> table(String workload, Map<String, List<double[]>> settings) {
    System.out.printf(
        "%n%s%n%n| setting | rate | objective | of a tick | %s |%n",
        workload, String.join(" | ", TERMS));
    System.out.println("|---|---|---|---|" + "---|".repeat(TERMS.length));
    Map<String, Setting> means = new LinkedHashMap<>();
    settings.forEach(
        (name, runs) -> means.put(name, new Setting(Math.exp(logMean(runs)), mean(runs, VALUE))));
    means.entrySet().stream()
        .sorted((one, other) -> Double.compare(one.getValue().rate(), other.getValue().rate()))
        .forEach(entry -> row(entry.getKey(), entry.getValue(), settings.get(entry.getKey())));
    return List.copyOf(means.values());
  }

  private static void row(String name, Setting setting, List<double[]> runs) {
    StringBuilder row =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "| %s | %.4g | %.2f | ±%.2f |",
                name,
                setting.rate(),
                setting.value(),
                mean(runs, TICK_DEVIATION)));
    for (int term = 0; term < TERMS.length; term++) {
      double mean = mean(runs, TICK_DEVIATION + 1 + term);
      row.append(String.format(Locale.ROOT, mean < 0.1 ? " %.2g |" : " %.2f |", mean));
    }
    System.out.println(row);
  }

  private static double logMean(List<double[]> runs) {
    return runs.stream().mapToDouble(run -> Math.log(run[RATE])).average().orElseThrow();
  }

  private static double mean(List<double[]> runs, int column) {
    return runs.stream().mapToDouble(run -> run[column]).average().orElseThrow();
  }

  private static String line(String name, List<List<Setting>> workloads, SplittableRandom random) {
    double[] draws = new double[DRAWS];
    for (int draw = 0; draw < DRAWS; draw++) {
      List<List<Setting>> drawn = new ArrayList<>();
      for (List<Setting> settings : workloads) {
        drawn.add(
            random.ints(settings.size(), 0, settings.size()).mapToObj(settings::get).toList());
      }
      draws[draw] = correlation(drawn);
    }
    Arrays.sort(draws);
    return String.format(
        Locale.ROOT,
        "| %s | %.3f | [%.3f, %.3f] |%n",
        name,
        correlation(workloads),
        draws[DRAWS / 40],
        draws[DRAWS - 1 - DRAWS / 40]);
  }

  /** Pearson's correlation of ranks, each workload's centred and of the same spread. */
  private static double correlation(List<List<Setting>> workloads) {
    double products = 0;
    double rates = 0;
    double values = 0;
    for (List<Setting> settings : workloads) {
      double[] byRate = ranks(settings.stream().mapToDouble(Setting::rate).toArray());
      double[] byValue =
          ranks(settings.stream().mapToDouble(setting -> -setting.value()).toArray());
      for (int i = 0; i < byRate.length; i++) {
        products += byRate[i] * byValue[i];
        rates += byRate[i] * byRate[i];
        values += byValue[i] * byValue[i];
      }
    }
    return products / Math.sqrt(rates * values);
  }

  /** Ranks from -1/2 to 1/2; those of equal numbers are their mean. */
  private static double[] ranks(double[] numbers) {
    double[] ranks = new double[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      for (double other : numbers) {
        ranks[i] += Double.compare(numbers[i], other) / 2.0 / numbers.length;
      }
    }
    return ranks;
  }
}
