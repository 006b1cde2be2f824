package io.trimtab.features.classify;

import io.trimtab.collector.record.Recording;
import io.trimtab.collector.record.Tick;
import io.trimtab.collector.record.TickConsumer;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.schema.Schema;
import io.trimtab.features.extract.HostFeatures;
import io.trimtab.features.extract.Interval;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The runs in a recording: stretches of ticks, one after another, with the same label. Of each, the
 * vectors that end in its first two ticks are left out: there the program starts, or the one before
 * it still goes on. Ticks without a label of the form {@code CLASS/PROGRAM/INTENSITY} end a run.
 */
public final class RecordedRuns implements TickConsumer {
  private static final int LEFT_OUT = 2;

  /** A tick that comes later than this after the one before it begins a new run. */
  private static final long GAP_NANOS = Duration.ofMillis(2500).toNanos();

  private final List<Run> runs = new ArrayList<>();
  private List<double[]> vectors = new ArrayList<>();
  private Optional<Sample> before = Optional.empty();
  private String label = "";
  private int ticks;

  private RecordedRuns() {}

  /**
   * Reads a recording.
   *
   * @throws io.trimtab.collector.CollectorException if it cannot be read
   */
  public static Dataset read(Path file) {
    RecordedRuns runs = new RecordedRuns();
    try (Recording recording = Recording.open(file, Schema.shipped())) {
      recording.replay(runs);
    }
    runs.finish();
    return new Dataset(HostFeatures.schema(), runs.runs);
  }

  @Override
  public void accept(Tick tick, Sample sample) {
    boolean goesOn =
        tick.label().equals(label)
            && before.isPresent()
            && sample.monotonicNanos() > before.get().monotonicNanos()
            && sample.monotonicNanos() - before.get().monotonicNanos() <= GAP_NANOS;
    if (!goesOn) {
      finish();
      label = tick.label();
    }
    if (ticks >= LEFT_OUT) {
      vectors.add(vector(before.orElseThrow(), sample));
    }
    ticks++;
    before = Optional.of(sample.copy());
  }

  private static double[] vector(Sample before, Sample after) {
    double[] vector = new double[HostFeatures.schema().size()];
    HostFeatures.extract(new Interval(before, after), vector);
    for (int i = 0; i < vector.length; i++) {
      vector[i] = Dataset.rounded(vector[i]);
    }
    return vector;
  }

  private void finish() {
    Optional<RunLabel> parsed = RunLabel.parse(label);
    if (parsed.isPresent() && !vectors.isEmpty()) {
      runs.add(new Run(parsed.get(), vectors));
    }
    vectors = new ArrayList<>();
    ticks = 0;
  }
}
