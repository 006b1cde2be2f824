package io.trimtab.cli;

import io.trimtab.collector.Collector;
import io.trimtab.collector.HostProbe;
import io.trimtab.collector.record.Origin;
import io.trimtab.collector.record.Recorder;
import io.trimtab.collector.record.RecorderOptions;
import io.trimtab.collector.record.Retention;
import io.trimtab.collector.sample.Problems;
import io.trimtab.collector.sample.Sample;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes what the kernel does into a file. */
@Command(
    name = "record",
    mixinStandardHelpOptions = true,
    description = {
      "Record what the kernel does into a file, for trimtab replay and for SQL.",
      "The file is a SQLite database that keeps its size: samples are kept for an hour as they were"
          + " taken, every 10 s for a day, every minute for 30 days, and the oldest go when it"
          + " would be too large. Recording into a file that exists goes on with it."
    },
    footer = {
      "",
      "Examples:",
      "  sudo trimtab record --out host.db --for 10m",
      "  sudo trimtab record --out host.db --label nightly --cgroup /system.slice"
    })
final class RecordCommand implements Callable<Integer> {
  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "FILE",
      description = "Where to.")
  private Path out = Path.of("");

  @Option(
      names = "--every",
      paramLabel = "DURATION",
      converter = Durations.class,
      description = "Time from one sample to the next (default: 1s).")
  private Duration every = Duration.ofSeconds(1);

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      converter = Durations.class,
      description = "Stop after this time, such as 90s, 10m or 1h30m (default: with Ctrl-C).")
  private @Nullable Duration time;

  @Option(
      names = "--label",
      paramLabel = "NAME",
      description = "What is going on; kept with every sample.")
  private String label = "";

  @Option(
      names = "--max-size",
      paramLabel = "SIZE",
      converter = Sizes.class,
      description = "The most that the file may take, such as 256M (default: 64M; at least 4M).")
  private long maxBytes = Retention.DEFAULT.maxBytes();

  @Option(names = "--json", description = "Print the summary as an object.")
  private boolean json;

  @Mixin private CollectorOptions options;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    if (maxBytes < Retention.LEAST_BYTES) {
      throw options.usage(
          "--max-size " + Sizes.text(maxBytes) + " is below " + Sizes.text(Retention.LEAST_BYTES));
    }
    RecorderOptions how =
        new RecorderOptions(every, label, Retention.DEFAULT.withMaxBytes(maxBytes), origin());
    Problems problems =
        new Problems(line -> err.println(RecordProgress.ALONE + line), System::nanoTime);
    Interruption.interruptThisThread();
    RecordSummary summary = record(how, problems);
    summary.print(spec.commandLine().getOut(), json);
    return summary.ticks() > 0 ? ExitCode.DONE : ExitCode.FAILED;
  }

  private RecordSummary record(RecorderOptions how, Problems problems) {
    try (Collector collector = options.open();
        Recorder recorder = Recorder.open(out, collector.schema(), how, problems)) {
      Schedule schedule = new Schedule(System::nanoTime, every);
      long begun = System.nanoTime();
      record(collector, recorder, schedule, begun);
      return new RecordSummary(
          out,
          collector.level(),
          recorder.written(),
          schedule.missed(),
          recorder.dropped(),
          Duration.ofNanos(System.nanoTime() - begun),
          collector.absent());
    }
  }

  private void record(Collector collector, Recorder recorder, Schedule schedule, long begun) {
    long end = time == null ? Long.MAX_VALUE : begun + time.toNanos();
    try (RecordProgress progress = new RecordProgress(spec.commandLine().getErr(), out)) {
      while (schedule.due() < end) {
        schedule.await();
        Sample sample = collector.tick();
        if (Thread.interrupted()) {
          break; // It was being taken when the signal came, and may lack values.
        }
        recorder.accept(sample);
        schedule.done();
        progress.show(
            Duration.ofNanos(System.nanoTime() - begun),
            recorder.written(),
            schedule.missed(),
            recorder.dropped());
      }
    } catch (InterruptedException e) {
      // Ctrl-C: the usual end.
    }
  }

  private Origin origin() {
    return new Origin(
        VersionProvider.version(),
        new HostProbe(options.root()).kernelRelease(),
        hostName(),
        Instant.now());
  }

  private String hostName() {
    try {
      return Files.readString(options.root().resolve("proc/sys/kernel/hostname")).strip();
    } catch (IOException e) {
      return "unknown";
    }
  }
}
