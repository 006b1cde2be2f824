package io.trimtab.collector.ebpf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.collector.sample.Layout;
import io.trimtab.collector.sample.Problems;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.schema.Buckets;
import io.trimtab.collector.schema.Metric;
import io.trimtab.collector.schema.Schema;
import io.trimtab.collector.schema.Scope;
import io.trimtab.testing.RequiresEbpf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The histograms against those of bpftrace scripts that run at the same time. */
@RequiresEbpf
@Timeout(120)
class AgainstBpftraceTest {
  private static final Schema SCHEMA = Schema.shipped();

  /**
   * How far the two may be apart, in nanoseconds, for the same request. They read the clock one
   * after the other, and what the first does in between is part of what the second measures.
   */
  private static final String TOLERANCE = "2000";

  private static final String RUNQUEUE_LATENCY =
      """
      tracepoint:sched:sched_wakeup, tracepoint:sched:sched_wakeup_new { @since[args->pid] = nsecs; }
      tracepoint:sched:sched_switch {
        if (args->prev_pid != 0 && (args->prev_state == 0 || args->prev_state == 256)) {
          @since[args->prev_pid] = nsecs;
        }
        if (args->next_pid != 0 && @since[args->next_pid]) {
          $took = nsecs - @since[args->next_pid];
          @ = hist($took);
          @less = hist($took > TOLERANCE ? $took - TOLERANCE : 0);
          @more = hist($took + TOLERANCE);
        }
        delete(@since[args->next_pid]);
      }
      END { clear(@since); }
      """;

  private static final String REQUEST_LATENCY =
      """
      tracepoint:block:block_rq_issue { @since[args->dev, args->sector] = nsecs; }
      tracepoint:block:block_rq_complete {
        if (@since[args->dev, args->sector]) {
          $took = nsecs - @since[args->dev, args->sector];
          @ = hist($took);
          @less = hist($took > TOLERANCE ? $took - TOLERANCE : 0);
          @more = hist($took + TOLERANCE);
        }
        delete(@since[args->dev, args->sector]);
      }
      END { clear(@since); }
      """;

  @Test
  void runqueueLatency() throws IOException, InterruptedException {
    compare(
        "sched.runqueue_latency",
        RUNQUEUE_LATENCY,
        List.of(),
        "hackbench",
        "-g",
        "2",
        "-l",
        "3000");
  }

  @Test
  void requestLatency() throws IOException, InterruptedException {
    // Below target, as the directory for temporary files may be in memory.
    Path file = Files.createTempFile(Files.createDirectories(Path.of("target")), "direct", ".data");
    try {
      run("dd", "if=/dev/zero", "of=" + file, "bs=1M", "count=256", "conv=fsync");
      compare(
          "block.latency",
          REQUEST_LATENCY,
          devices(),
          "dd",
          "if=" + file,
          "of=/dev/null",
          "bs=16k",
          "iflag=direct");
    } finally {
      Files.delete(file);
    }
  }

  private static void compare(String name, String script, List<String> devices, String... load)
      throws IOException, InterruptedException {
    Metric metric = SCHEMA.get(name);
    Layout layout = new Layout(SCHEMA, Map.of(Scope.DEVICE, devices));
    try (EbpfPrograms programs = EbpfPrograms.start(SCHEMA, Path.of("/"), 0, Problems.ignored());
        Bpftrace bpftrace = Bpftrace.start(script.replace("TOLERANCE", TOLERANCE))) {
      programs.sources().forEach(source -> source.bind(layout));
      long[] before = buckets(programs, layout, metric);
      run(load);
      long[] after = buckets(programs, layout, metric);
      Map<String, Map<Long, Long>> theirs = bpftrace.finish();

      long[] ours = new long[Buckets.COUNT];
      for (int i = 0; i < ours.length; i++) {
        ours[i] = after[i] - before[i];
      }
      long[] others = buckets(theirs.get("@"));
      long ourCount = Stream.of(ours).flatMapToLong(Arrays::stream).sum();
      long theirCount = Stream.of(others).flatMapToLong(Arrays::stream).sum();
      String both =
          name
              + ": "
              + ourCount
              + " to "
              + theirCount
              + "; median bucket "
              + quantile(ours, 0.5)
              + " to "
              + quantile(others, 0.5)
              + ", p99 bucket "
              + quantile(ours, 0.99)
              + " to "
              + quantile(others, 0.99);
      System.out.println(both);
      assertTrue(theirCount > 5000, both);
      assertEquals(1, (double) ourCount / theirCount, 0.02, both);
      assertTrue(
          haveTheSameMedian(
              ours, others, buckets(theirs.get("@less")), buckets(theirs.get("@more"))),
          both);
      assertEquals(quantile(others, 0.99), quantile(ours, 0.99), 1, both);
    }
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertEquals(0, process.waitFor(), command[0]);
  }

  private static long[] buckets(EbpfPrograms programs, Layout layout, Metric metric) {
    Sample sample = new Sample(layout);
    programs.sources().forEach(source -> source.read(sample));
    long[] buckets = new long[Buckets.COUNT];
    for (int i = 0; i < layout.instances(metric.scope()).size(); i++) {
      for (int bucket = 0; bucket < buckets.length; bucket++) {
        buckets[bucket] += sample.get(layout.at(metric, i) + bucket);
      }
    }
    return buckets;
  }

  private static long[] buckets(Map<Long, Long> histogram) {
    long[] buckets = new long[Buckets.COUNT];
    histogram.forEach((low, count) -> buckets[Buckets.of(low)] += count);
    return buckets;
  }

  /**
   * Whether the medians are in one bucket. Where the boundary between two buckets is itself the
   * median, a few events decide: then it is enough that ours have the share below it that theirs
   * have, give or take the tolerance.
   */
  private static boolean haveTheSameMedian(long[] ours, long[] others, long[] less, long[] more) {
    if (quantile(ours, 0.5) == quantile(others, 0.5)) {
      return true;
    }
    int boundary = Math.max(quantile(ours, 0.5), quantile(others, 0.5));
    double share = shareBelow(ours, boundary);
    return share > shareBelow(more, boundary) - 0.03 && share < shareBelow(less, boundary) + 0.03;
  }

  private static double shareBelow(long[] buckets, int boundary) {
    return (double) Arrays.stream(buckets, 0, boundary).sum() / Arrays.stream(buckets).sum();
  }

  private static int quantile(long[] buckets, double share) {
    long count = Arrays.stream(buckets).sum();
    long seen = 0;
    for (int bucket = 0; bucket < buckets.length; bucket++) {
      seen += buckets[bucket];
      if (seen >= share * count) {
        return bucket;
      }
    }
    return buckets.length - 1;
  }

  /** The disks, real ones first. */
  private static List<String> devices() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/sys/block"))) {
      return all.map(path -> path.getFileName().toString())
          .filter(name -> name.matches("(vd|sd|nvme|xvd).*"))
          .sorted()
          .toList();
    }
  }
}
