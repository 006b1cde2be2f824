package io.trimtab.features.readahead;

import io.trimtab.collector.sample.HistogramView;
import io.trimtab.features.extract.Feature;
import io.trimtab.features.extract.Formulas;
import io.trimtab.features.extract.Interval;
import io.trimtab.features.registry.FeatureSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What an interval tells of the way in which a device's files are read.
 *
 * <p>The first five are those of KML (Akgun et al., "A Machine Learning Framework to Improve
 * Storage System Performance", HotStorage 2021): how many accesses, two variances of their places,
 * their mean distance, and the readahead in force. KML takes the places of pages that enter the
 * cache; ours are of accesses, as with a large readahead nearly everything that enters was asked
 * for by nobody. The paper's z-scores are left out: a forest has no use for them. Fewer than two
 * accesses have no variance: 0.
 *
 * <p>The others are what eBPF programs know beside: which accesses follow the one before, and what
 * became of the pages that were read ahead. Those change with the readahead in force, which is why
 * a model is trained under many.
 */
public final class AccessFeatures {
  /** Fewer accesses a second than this say nothing, and matter as little. */
  private static final double LEAST_ACCESSES = 10;

  /** Where fewer pages a second than this come from the device, no readahead can matter. */
  private static final double LEAST_PAGES = 10;

  private static final double PAGE = 4096;

  /** The feature that no sample has. */
  private static final String READAHEAD = "readahead_kb";

  private static final List<Feature> MEASURED =
      List.of(
          new Feature("accesses", "Accesses", AccessFeatures::accesses),
          new Feature("place_variance", "Variance of their places", i -> variance(i, false)),
          new Feature("place_variance_unbiased", "The same, unbiased", i -> variance(i, true)),
          new Feature("distance_mean", "Mean distance of two", AccessFeatures::meanDistance),
          new Feature("sequential", "Share that follow the last", share("file.sequential")),
          new Feature("reverse", "Share that the last follows", share("file.reverse")),
          new Feature("strided", "Share at the last one's distance", share("file.strided")),
          new Feature("pages", "Pages of an access", AccessFeatures::pages),
          new Feature(
              "readahead_used",
              "Share of read-ahead pages that were used",
              Formulas.share("file.readahead_used", "file.readahead")),
          new Feature("read", "Pages read from the device for one", AccessFeatures::read),
          new Feature(
              "requests_sequential",
              "Share of requests that follow another",
              Formulas.share("block.sequential", "block.issued")),
          new Feature("request_size", "Bytes of a request", Formulas.quantile("block.size", 0.5)),
          new Feature(
              "distance_entropy", "How varied distances are", Formulas.entropy("file.distance")));

  private static final FeatureSchema SCHEMA = schemaOf(MEASURED);

  private AccessFeatures() {}

  private static FeatureSchema schemaOf(List<Feature> measured) {
    List<String> names = new ArrayList<>();
    measured.forEach(feature -> names.add(feature.name()));
    names.add(READAHEAD);
    return new FeatureSchema(names);
  }

  /** Their names, in the order of the vectors. */
  public static FeatureSchema schema() {
    return SCHEMA;
  }

  /**
   * Whether a device's files are read so little, or so much of what is read is in memory already,
   * that there is nothing to tell.
   */
  public static boolean isQuiet(Interval device) {
    double accesses = device.rate("file.accesses");
    return Double.isNaN(accesses)
        || accesses < LEAST_ACCESSES
        || device.rate("block.read_bytes") < LEAST_PAGES * PAGE;
  }

  /**
   * Fills in a vector.
   *
   * @param device an interval of one device
   * @param readaheadKb the readahead in force, in KiB
   * @param into as long as the schema; not a number where a feature cannot be known
   */
  public static void extract(Interval device, long readaheadKb, double[] into) {
    for (int i = 0; i < MEASURED.size(); i++) {
      into[i] = MEASURED.get(i).formula().applyAsDouble(device);
    }
    into[MEASURED.size()] = Formulas.log2(1 + (double) readaheadKb);
  }

  private static double accesses(Interval device) {
    return Formulas.log2(1 + device.rate("file.accesses"));
  }

  private static double variance(Interval device, boolean isUnbiased) {
    double count = device.growth("file.accesses");
    if (count < 2) {
      return 0;
    }
    double mean = device.growth("file.places") / count;
    double variance = Math.max(0, device.growth("file.places_squared") / count - mean * mean);
    return Formulas.log2(1 + (isUnbiased ? variance * count / (count - 1) : variance));
  }

  private static double meanDistance(Interval device) {
    HistogramView distance = device.histogram("file.distance");
    if (distance.isAbsent()) {
      return Double.NaN;
    }
    return distance.count() == 0 ? 0 : Formulas.log2(1 + distance.mean());
  }

  private static ToDoubleFunction<Interval> share(String counter) {
    return Formulas.share(counter, "file.compared");
  }

  private static double pages(Interval device) {
    double accesses = device.growth("file.accesses");
    return accesses < 1 ? 0 : Formulas.log2(1 + device.growth("file.pages") / accesses);
  }

  private static double read(Interval device) {
    double pages = device.growth("file.pages");
    double read = device.growth("block.read_bytes") / PAGE;
    return pages < 1 ? 0 : Formulas.log2(1 + read / pages);
  }
}
