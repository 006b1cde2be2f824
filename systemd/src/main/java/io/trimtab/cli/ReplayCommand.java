package io.trimtab.cli;

import io.trimtab.actuators.catalogue.Names;
import io.trimtab.collector.record.Recording;
import io.trimtab.collector.record.RecordingInfo;
import io.trimtab.collector.record.TickConsumer;
import io.trimtab.collector.schema.Metric;
import io.trimtab.collector.schema.Schema;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Shows what a recording holds. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Print a recording: a summary of every metric, or all of its samples.",
      "Counters are summarised by their growth per second, histograms by the values that they"
          + " counted; counters that began anew count from there."
    },
    footer = {
      "",
      "Examples:",
      "  trimtab replay host.db --metric 'block.*'",
      "  trimtab replay host.db --from 10m --to 15m --csv > samples.csv"
    })
final class ReplayCommand implements Runnable {
  /** The form. */
  static final class Form {
    @Option(names = "--json", required = true, description = "Print an object a sample and line.")
    boolean json;

    @Option(
        names = "--csv",
        required = true,
        description = "Print a line for every value: time, scope, instance, metric, value.")
    boolean csv;
  }

  @Parameters(paramLabel = "FILE", description = "The recording.")
  private Path file = Path.of("");

  @Option(
      names = "--metric",
      paramLabel = "GLOB",
      description = "Only these metrics, such as 'block.*,psi.*'.")
  private @Nullable String glob;

  @Option(
      names = "--from",
      paramLabel = "MOMENT",
      description =
          "Only samples from then on: 2026-11-21T15:30:00 (with Z: UTC), or 10m from the"
              + " beginning.")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "MOMENT", description = "Only samples before then.")
  private @Nullable String to;

  @Option(names = "--label", paramLabel = "NAME", description = "Only samples of this label.")
  private @Nullable String label;

  @ArgGroup private @Nullable Form form;

  @Option(
      names = {"-v", "--verbose"},
      description = "Tell the stack of an error.")
  private boolean verbose;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    if (!Files.isRegularFile(file)) {
      throw usage(file + ": there is no such file");
    }
    Schema schema = Schema.shipped();
    Predicate<Metric> wanted = wanted(schema);
    PrintWriter out = spec.commandLine().getOut();
    try (Recording recording = Recording.open(file, schema)) {
      RecordingInfo info = recording.info();
      if (form != null) {
        recording.replay(
            within(info, form.csv ? new SampleCsv(out, wanted) : new SampleJson(out, wanted)));
      } else {
        ReplaySummary summary = new ReplaySummary(wanted);
        recording.replay(within(info, summary));
        summary.print(info, ZoneId.systemDefault(), out);
      }
    }
    out.flush();
  }

  private Predicate<Metric> wanted(Schema schema) {
    if (glob == null) {
      return metric -> true;
    }
    Pattern pattern = Names.glob(glob);
    Predicate<Metric> wanted = metric -> pattern.matcher(metric.name()).matches();
    List<String> names = schema.metrics().stream().map(Metric::name).toList();
    if (schema.metrics().stream().noneMatch(wanted)) {
      List<String> nearest = Names.nearest(glob, names);
      throw usage(
          "--metric "
              + glob
              + ": no such metric"
              + (nearest.isEmpty() ? "" : "; did you mean " + String.join(" or ", nearest) + "?"));
    }
    return wanted;
  }

  private TickConsumer within(RecordingInfo info, TickConsumer consumer) {
    long first = from == null ? Long.MIN_VALUE : moment("--from", from, info);
    long end = to == null ? Long.MAX_VALUE : moment("--to", to, info);
    String only = label;
    PrintWriter out = spec.commandLine().getOut();
    return (tick, sample) -> {
      boolean isWanted =
          tick.wallNanos() >= first
              && tick.wallNanos() < end
              && (only == null || only.equals(tick.label()));
      if (isWanted && !out.checkError()) {
        consumer.accept(tick, sample);
      }
    };
  }

  private long moment(String option, String text, RecordingInfo info) {
    try {
      return Moments.wallNanos(text, info.firstWallNanos(), ZoneId.systemDefault());
    } catch (TypeConversionException e) {
      throw usage(option + ": " + e.getMessage());
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
