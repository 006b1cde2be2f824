package io.trimtab.features.bench;

import io.trimtab.features.prefetch.LeapPrefetcher;
import io.trimtab.features.prefetch.LearnedPrefetcher;
import io.trimtab.features.prefetch.Prefetcher;
import io.trimtab.features.prefetch.ProcessPrefetching;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a fault costs a predictor, with the accounts of the pages that it asks for. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class PredictorBenchmark {
  private static final int FAULTS = 1 << 17;
  private static final long GAP = 20_000;

  /** One walk, eight side by side, a list that is walked again and again, and no order at all. */
  @Param({"stride", "streams", "list", "random"})
  public String pattern = "stride";

  @Param({"learned", "leap"})
  public String predictor = "learned";

  private final long[] pages = new long[FAULTS];
  private final long[] wanted = new long[Prefetcher.MOST];
  private ProcessPrefetching prefetching;
  private int at;
  private long now = 1;

  @Setup
  public void create() {
    Prefetcher made = predictor.equals("leap") ? new LeapPrefetcher() : new LearnedPrefetcher();
    prefetching = new ProcessPrefetching(made, 4096, false, () -> 0);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < FAULTS; i++) {
      pages[i] =
          switch (pattern) {
            case "stride" -> 1000 + 7L * i;
            case "streams" -> 1000 + (i % 8) * 1_000_000L + i / 8 * (1 + i % 8);
            default -> 1000 + random.nextInt(FAULTS);
          };
    }
  }

  @Benchmark
  public int fault() {
    if (at == FAULTS) {
      at = 0;
    }
    // The list comes again as it was; what has no order never does.
    long page = pages[at++];
    long asked =
        pattern.equals("random") ? 1000 + (page * 31 + now * 0x9E3779B97F4A7C15L >>> 47) : page;
    now += GAP;
    int count = prefetching.onFault(asked, now, 1, 1, wanted);
    for (int i = 0; i < count; i++) {
      prefetching.asked().fetched(wanted[i], now);
    }
    return count;
  }
}
