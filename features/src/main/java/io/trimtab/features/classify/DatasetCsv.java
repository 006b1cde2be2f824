package io.trimtab.features.classify;

import io.trimtab.features.FeaturesException;
import io.trimtab.features.registry.FeatureSchema;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A data set as compressed text: a line of names, then one for each vector with its label, the
 * run's number, and the features to three decimals, nothing where one could not be known.
 */
public final class DatasetCsv {
  private static final int NAMES_BEFORE = 2;

  private DatasetCsv() {}

  /** Gives the text line by line. */
  static void lines(Dataset dataset, Consumer<String> line) {
    line.accept("label,run," + String.join(",", dataset.schema().names()));
    for (int run = 0; run < dataset.runs().size(); run++) {
      for (double[] vector : dataset.runs().get(run).vectors()) {
        StringBuilder text = new StringBuilder(256);
        text.append(dataset.runs().get(run).label()).append(',').append(run);
        for (double feature : vector) {
          text.append(',').append(number(feature));
        }
        line.accept(text.toString());
      }
    }
  }

  private static String number(double feature) {
    if (Double.isNaN(feature)) {
      return "";
    }
    double rounded = Dataset.rounded(feature);
    return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
  }

  /** Writes it. */
  public static void write(Dataset dataset, OutputStream out) throws IOException {
    StringBuilder text = new StringBuilder();
    lines(dataset, line -> text.append(line).append('\n'));
    try (GZIPOutputStream zipped = new GZIPOutputStream(out)) {
      zipped.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  /**
   * Reads one.
   *
   * @param who what it is, for messages
   * @throws FeaturesException if it is no data set
   */
  public static Dataset read(InputStream in, String who) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8))) {
      String head = reader.readLine();
      if (head == null || !head.startsWith("label,run,")) {
        throw new FeaturesException(who + " does not begin with label,run");
      }
      String[] names = head.split(",");
      FeatureSchema schema =
          new FeatureSchema(Arrays.asList(names).subList(NAMES_BEFORE, names.length));
      return new Dataset(schema, runs(reader, schema, who));
    }
  }

  private static List<Run> runs(BufferedReader reader, FeatureSchema schema, String who)
      throws IOException {
    List<Run> runs = new ArrayList<>();
    List<double[]> vectors = new ArrayList<>();
    String last = "";
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      String[] cells = line.split(",", -1);
      if (cells.length != schema.size() + NAMES_BEFORE) {
        throw new FeaturesException(who + ": a line has " + cells.length + " cells: " + line);
      }
      String run = cells[0] + "," + cells[1];
      if (!run.equals(last) && !vectors.isEmpty()) {
        runs.add(new Run(label(last, who), vectors));
        vectors = new ArrayList<>();
      }
      last = run;
      vectors.add(vector(cells, who));
    }
    if (!vectors.isEmpty()) {
      runs.add(new Run(label(last, who), vectors));
    }
    return runs;
  }

  private static RunLabel label(String run, String who) {
    String text = run.substring(0, run.indexOf(','));
    return RunLabel.parse(text)
        .orElseThrow(() -> new FeaturesException(who + ": no label of a run: " + text));
  }

  private static double[] vector(String[] cells, String who) {
    double[] vector = new double[cells.length - NAMES_BEFORE];
    for (int i = 0; i < vector.length; i++) {
      String cell = cells[i + NAMES_BEFORE];
      try {
        vector[i] = cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
      } catch (NumberFormatException e) {
        throw new FeaturesException(who + ": not a number: " + cell, e);
      }
    }
    return vector;
  }
}
