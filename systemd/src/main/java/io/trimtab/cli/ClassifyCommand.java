package io.trimtab.cli;

import io.trimtab.collector.Collector;
import io.trimtab.collector.record.Recording;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.schema.Schema;
import io.trimtab.features.classify.Classifier;
import io.trimtab.features.classify.Recogniser;
import io.trimtab.features.classify.ShippedModel;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what the host is doing. */
@Command(
    name = "classify",
    mixinStandardHelpOptions = true,
    description = {
      "Say what this host is doing: idle, cpu, ipc, fork, sequential_read, random_read, writeback,"
          + " memory_pressure, anonymous_random, mixed; or unknown, and why.",
      "A class counts when two seconds running are of it."
    },
    footer = {
      "",
      "Examples:",
      "  sudo trimtab classify --explain",
      "  sudo trimtab classify --watch --for 10m",
      "  trimtab classify --from host.db --json"
    })
final class ClassifyCommand implements Runnable {
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration USUAL = Duration.ofSeconds(3);

  /** What one second's decision may take. */
  private static final Duration DEADLINE = Duration.ofMillis(200);

  @Option(names = "--watch", description = "Go on, and print a line whenever it changes.")
  private boolean watch;

  @Option(
      names = "--explain",
      description = "Tell which features spoke for it, and what they usually are in that class.")
  private boolean explain;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      converter = Durations.class,
      description = "How long to look (default: 3s; with --watch: go on).")
  private @Nullable Duration time;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = "Ask this model, not the one that comes with Trimtab.")
  private @Nullable Path model;

  @Option(
      names = "--from",
      paramLabel = "RECORDING",
      description = "Say it of a recording's ticks.")
  private @Nullable Path from;

  @Option(
      names = "--json",
      description = "Print an object; with --watch or --from, an object a line for each change.")
  private boolean json;

  @Mixin private CollectorOptions options;

  @Override
  public void run() {
    Classifier classifier = model == null ? ShippedModel.load() : ShippedModel.load(model);
    try (Recogniser recogniser = new Recogniser(classifier, DEADLINE)) {
      if (from != null) {
        recorded(recogniser, from);
      } else {
        Interruption.interruptThisThread();
        live(recogniser);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // Whoever stops it has seen enough.
    }
    options.out().flush();
  }

  private void recorded(Recogniser recogniser, Path file) {
    ClassifyView view = new ClassifyView(options.out(), json, explain, true);
    try (Recording recording = Recording.open(file, Schema.shipped())) {
      recording.replay(
          (tick, sample) ->
              recogniser.next(sample).ifPresent(seen -> view.changed(seen, tick.wallNanos())));
    }
    view.end();
  }

  private void live(Recogniser recogniser) throws InterruptedException {
    ClassifyView view = new ClassifyView(options.out(), json, explain, watch);
    try (Collector collector = options.open();
        ClassifyLine line = new ClassifyLine(options.err(), watch)) {
      recogniser.next(collector.tick());
      Schedule schedule = new Schedule(System::nanoTime, EVERY, EVERY);
      long begun = schedule.due() - EVERY.toNanos();
      long end = time == null && watch ? Long.MAX_VALUE : begun + looked().toNanos();
      while (schedule.due() <= end) {
        schedule.await();
        Sample sample = collector.tick();
        recogniser
            .next(sample)
            .ifPresent(
                seen -> {
                  line.show(seen);
                  view.changed(seen, sample.wallNanos());
                });
        schedule.done();
      }
    }
    view.end();
  }

  private Duration looked() {
    return time == null ? USUAL : time;
  }
}
