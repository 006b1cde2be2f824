package io.trimtab.features.readahead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.collector.sample.Layout;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.schema.Schema;
import io.trimtab.collector.schema.Scope;
import io.trimtab.features.extract.Interval;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccessFeaturesTest {
  private static final Schema SCHEMA = Schema.shipped();
  private static final long SECOND = 1_000_000_000L;
  private static final Layout LAYOUT =
      new Layout(SCHEMA, Map.of(Scope.DEVICE, List.of("sda", "vda")));

  private final Sample before = sample(0);
  private final Sample after = sample(SECOND);

  @Test
  void sharesAndMeansOfOneDevice() {
    set("file.accesses", 1000);
    set("file.compared", 800);
    set("file.sequential", 600);
    set("file.reverse", 100);
    set("file.pages", 3000);
    set("file.readahead", 2000);
    set("file.readahead_used", 500);
    double[] features = extract(128);
    assertEquals(0.75, of(features, "sequential"), 1e-9);
    assertEquals(0.125, of(features, "reverse"), 1e-9);
    assertEquals(0, of(features, "strided"), 1e-9);
    assertEquals(2, of(features, "pages"), 1e-9, "log2(1 + 3)");
    assertEquals(0.25, of(features, "readahead_used"), 1e-9);
    assertEquals(Math.log(129) / Math.log(2), of(features, "readahead_kb"), 1e-9);
  }

  @Test
  void theVarianceOfPlaces() {
    // Four accesses at 0, 0, 6, 6: mean 3, variance 9, unbiased 12.
    set("file.accesses", 4);
    set("file.places", 12);
    set("file.places_squared", 72);
    double[] features = extract(0);
    assertEquals(Math.log(10) / Math.log(2), of(features, "place_variance"), 1e-9);
    assertEquals(Math.log(13) / Math.log(2), of(features, "place_variance_unbiased"), 1e-9);
  }

  @Test
  void oneAccessHasNoVarianceAndDividesNothingByZero() {
    set("file.accesses", 1);
    set("file.places", 7);
    set("file.places_squared", 49);
    for (double feature : extract(0)) {
      assertTrue(Double.isFinite(feature));
    }
    assertEquals(0, of(extract(0), "place_variance_unbiased"));
  }

  @Test
  void anotherDevicesReadsAreNotOurs() {
    set("file.accesses", 1000);
    set("block.read_bytes", 4_096_000);
    assertFalse(AccessFeatures.isQuiet(new Interval(before, after).of("vda")));
    assertTrue(AccessFeatures.isQuiet(new Interval(before, after).of("sda")));
    assertTrue(AccessFeatures.isQuiet(new Interval(before, after).of("gone")));
  }

  @Test
  void whatIsReadFromMemoryAloneIsQuiet() {
    set("file.accesses", 1000);
    set("block.read_bytes", 8192);
    assertTrue(AccessFeatures.isQuiet(new Interval(before, after).of("vda")));
  }

  private double[] extract(long readaheadKb) {
    double[] features = new double[AccessFeatures.schema().size()];
    AccessFeatures.extract(new Interval(before, after).of("vda"), readaheadKb, features);
    return features;
  }

  private static double of(double[] features, String name) {
    return features[AccessFeatures.schema().place(name)];
  }

  private void set(String metric, long value) {
    after.set(LAYOUT.at(SCHEMA.get(metric), 1), value);
  }

  private static Sample sample(long nanos) {
    Sample sample = new Sample(LAYOUT);
    sample.begin(nanos, nanos);
    for (int at = 0; at < LAYOUT.size(); at++) {
      sample.set(at, 0);
    }
    return sample;
  }
}
