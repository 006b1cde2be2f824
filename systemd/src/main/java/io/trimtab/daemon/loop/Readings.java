package io.trimtab.daemon.loop;

import io.trimtab.daemon.config.DaemonConfig.Source;
import io.trimtab.features.extract.Interval;
import io.trimtab.features.pressure.Pressure;
import io.trimtab.features.pressure.PressureObjective;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes readings of what the configuration says. */
final class Readings {
  private static final int MOST_BYTES = 64 << 10;
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?");

  private Readings() {}

  /** A value from outside this process, which may take its time. */
  interface Fetch {
    /**
     * Fetches it.
     *
     * @return empty if there is no value yet, as of a rate
     * @throws IOException with a reason for people
     */
    OptionalDouble get() throws IOException, InterruptedException;
  }

  static Reading of(Source source) {
    if (source instanceof Source.Exec exec) {
      return new BackgroundReading(
          "the number that " + exec.words().get(0) + " prints",
          exec.limit(),
          new CommandFetch(exec.words(), exec.limit()));
    }
    if (source instanceof Source.Prometheus prometheus) {
      return new BackgroundReading(
          prometheus.metric() + " of " + prometheus.url(),
          prometheus.limit(),
          new PrometheusFetch(prometheus, System::nanoTime));
    }
    if (source instanceof Source.File file) {
      return new BackgroundReading(
          "the number in " + file.path(),
          java.time.Duration.ofSeconds(2),
          () -> firstNumber(text(file.path()), file.path().toString()));
    }
    return new PressureReading();
  }

  private static String text(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
    }
  }

  /** The first number in a text. */
  static OptionalDouble firstNumber(String text, String who) throws IOException {
    Matcher matcher = NUMBER.matcher(text);
    if (!matcher.find()) {
      throw new IOException(who + " gave no number");
    }
    return OptionalDouble.of(Double.parseDouble(matcher.group()));
  }

  /** The pressure objective, as time for a unit of progress rather than its logarithm. */
  private static final class PressureReading implements Reading {
    private Optional<String> trouble = Optional.empty();

    @Override
    public OptionalDouble next(Interval interval) {
      Pressure pressure = PressureObjective.of(interval);
      trouble =
          pressure instanceof Pressure.Unknown unknown
              ? Optional.of(unknown.reason())
              : Optional.empty();
      return Double.isFinite(pressure.value())
          ? OptionalDouble.of(Math.pow(2, pressure.value()))
          : OptionalDouble.empty();
    }

    @Override
    public String text() {
      return "pressure: time that tasks spend for each unit of progress";
    }

    @Override
    public Optional<String> trouble() {
      return trouble;
    }
  }
}
