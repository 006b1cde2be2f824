package io.trimtab.features.bench;

import io.trimtab.features.registry.FeatureRegistry;
import io.trimtab.features.registry.FeatureSchema;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Captures into a registry: whole vectors, each begun, captured feature by feature, committed. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class CaptureBenchmark {
  /** Features of a vector: KML's five, LinnOS's 31, a host's 60. */
  @Param({"5", "31", "60"})
  public int features = 5;

  private FeatureRegistry registry;
  private long now;

  @org.openjdk.jmh.annotations.Setup
  public void create() {
    FeatureSchema schema =
        new FeatureSchema(IntStream.range(0, features).mapToObj(i -> "f" + i).toList());
    registry = new FeatureRegistry("bench", schema, 1024);
  }

  @Benchmark
  public void vector() {
    registry.begin();
    for (int place = 0; place < features; place++) {
      registry.capture(place, now);
    }
    registry.commit(now++);
  }
}
