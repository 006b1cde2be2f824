package io.trimtab.features.classify;

import io.trimtab.features.FeaturesException;
import io.trimtab.features.registry.FeatureSchema;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;

/**
 * Labelled runs, of which a classifier learns.
 *
 * @param schema what the vectors' numbers are
 * @param runs in the order in which they were recorded
 */
public record Dataset(FeatureSchema schema, List<Run> runs) {
  /** Features are kept to this: what is finer is noise, and a text of them stays short. */
  private static final double STEPS = 1000;

  public Dataset {
    runs = List.copyOf(runs);
  }

  /** A feature as it is kept: three decimals. */
  public static double rounded(double feature) {
    return Double.isFinite(feature) ? Math.rint(feature * STEPS) / STEPS : Double.NaN;
  }

  /** The runs that meet a condition. */
  public Dataset only(Predicate<Run> condition) {
    return new Dataset(schema, runs.stream().filter(condition).toList());
  }

  /** Both together. */
  public Dataset and(Dataset other) {
    schema.requireSame(other.schema, "a data set");
    List<Run> all = new ArrayList<>(runs);
    all.addAll(other.runs);
    return new Dataset(schema, all);
  }

  /** Vectors of all runs. */
  public int vectors() {
    return runs.stream().mapToInt(run -> run.vectors().size()).sum();
  }

  /** SHA-256 of everything in it, in hexadecimal. */
  public String digest() {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      DatasetCsv.lines(this, line -> sha.update((line + "\n").getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new FeaturesException("this Java has no SHA-256", e);
    }
  }
}
