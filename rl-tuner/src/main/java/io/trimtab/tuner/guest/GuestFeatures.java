package io.trimtab.tuner.guest;

import io.trimtab.collector.proc.ProcSources;
import io.trimtab.collector.sample.Problems;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.sample.Sampler;
import io.trimtab.collector.schema.Schema;
import io.trimtab.features.extract.HostFeatures;
import io.trimtab.features.extract.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The host features of what a guest did, from what its /proc showed before and after. */
final class GuestFeatures {
  private static final Schema SCHEMA = Schema.shipped();
  private static final double NANOS = 1e9;

  private GuestFeatures() {}

  /**
   * Computes them, in the order of the host features; not a number where /proc does not tell.
   *
   * @param reply an observed run's
   * @param scratch an empty directory
   * @return empty if the run was not observed
   */
  static List<Double> of(GuestReply reply, Path scratch) throws IOException {
    RecordedFiles before = new RecordedFiles(reply.before());
    RecordedFiles after = new RecordedFiles(reply.after());
    if (before.isEmpty() || after.isEmpty()) {
      return List.of();
    }
    Sample first = sample(before, Files.createDirectory(scratch.resolve("before")), 0);
    long nanos = Math.round(reply.result().seconds() * NANOS);
    Sample second = sample(after, Files.createDirectory(scratch.resolve("after")), nanos);
    double[] vector = new double[HostFeatures.schema().size()];
    HostFeatures.extract(new Interval(first, second), vector);
    return new ArrayList<>(Arrays.stream(vector).boxed().toList());
  }

  private static Sample sample(RecordedFiles files, Path root, long nanos) throws IOException {
    files.write(root, List.of());
    ProcSources sources = new ProcSources(SCHEMA, root, List.of(), Problems.ignored());
    Clock clock = Clock.fixed(Instant.ofEpochSecond(0, nanos), ZoneOffset.UTC);
    try (Sampler sampler =
        new Sampler(SCHEMA, sources.open(), sources.instances(), clock, () -> nanos)) {
      return sampler.tick().copy();
    }
  }
}
