package io.trimtab.daemon.config;

import io.trimtab.actuators.catalogue.Risk;
import io.trimtab.collector.record.Retention;
import io.trimtab.daemon.config.DaemonConfig.Constraint;
import io.trimtab.daemon.config.DaemonConfig.Part;
import io.trimtab.daemon.config.DaemonConfig.Window;
import io.trimtab.tuner.measure.Direction;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Every key of the configuration, its default and its form: the one place where they are said. */
final class Settings {
  static final Setting<Mode> MODE =
      new Setting<>(
          "mode",
          Mode.ADVISE,
          Forms.word(Mode.class),
          "What the daemon may do: advise (write nothing), trial (undo everything when it ends), or"
              + " tune.");
  static final Setting<Duration> EVERY =
      new Setting<>(
          "every",
          Duration.ofSeconds(1),
          Forms.duration(Duration.ofMillis(100), Duration.ofMinutes(1)),
          "Time from one look at the host to the next.");
  static final Setting<List<Part>> PARTS =
      new Setting<>(
          "parts",
          List.of(Part.READAHEAD, Part.TRIALS),
          Forms.list(Forms.word(Part.class), "an array of readahead and trials"),
          "The loops that run: readahead turns each disk's readahead by how its files are read;"
              + " trials measures configurations against the goal.");

  static final Setting<List<String>> ALLOW =
      new Setting<>(
          "tunables.allow", List.of("*"), globs(), "Globs of the tunables that may be turned.");
  static final Setting<List<String>> DENY =
      new Setting<>(
          "tunables.deny",
          List.of(),
          globs(),
          "Globs of those that are left alone, whatever `allow` says.");
  static final Setting<Risk> RISK =
      new Setting<>(
          "tunables.risk",
          Risk.LOW,
          Forms.word(Risk.class),
          "The highest risk that is taken; what `allow` names exactly may be of any risk.");

  static final Setting<SourceParts.Kind> SOURCE =
      new Setting<>(
          "goal.source",
          SourceParts.Kind.PRESSURE,
          SourceParts.KIND,
          "Where the number comes from that is to be raised or lowered: the pressure objective, the"
              + " first number that a command prints (exec), a metric of a Prometheus endpoint, or"
              + " the first number in a file.");
  static final Setting<Direction> DIRECTION =
      new Setting<>(
          "goal.direction",
          Direction.MINIMISE,
          Forms.word(Direction.class),
          "Which way is better; pressure is always minimised.");
  static final Setting<List<String>> COMMAND =
      new Setting<>(
          "goal.command",
          List.of(),
          SourceParts.COMMAND,
          "For exec: the program, by its absolute path, and its arguments. It runs as root, without"
              + " a shell.");
  static final Setting<String> URL =
      new Setting<>("goal.url", "", SourceParts.URL, "For prometheus: the endpoint's address.");
  static final Setting<String> METRIC =
      new Setting<>(
          "goal.metric",
          "",
          SourceParts.TEXT,
          "For prometheus: the metric's name, maybe with labels; of a counter, its rate counts.");
  static final Setting<String> PATH =
      new Setting<>("goal.path", "", SourceParts.TEXT, "For file: the file's absolute path.");
  static final Setting<Duration> TIMEOUT =
      new Setting<>(
          "goal.timeout",
          SourceParts.TIMEOUT,
          SourceParts.TIMEOUT_FORM,
          "For exec and prometheus: how long the number may take.");
  static final Setting<List<Constraint>> CONSTRAINTS =
      new Setting<>(
          "constraint",
          List.of(),
          Forms.list(new ConstraintForm(), "an array of tables"),
          "Numbers that must keep within a limit, one table [[constraint]] each: name, source (with"
              + " its keys as in [goal]), and at_most or at_least.");

  static final Setting<Double> SHARE =
      new Setting<>(
          "exploration.share",
          0.2,
          Forms.number(0, 1),
          "The largest share of time in which candidates may be in force.");
  static final Setting<Double> WORST_LOSS =
      new Setting<>(
          "exploration.worst_loss",
          0.15,
          Forms.number(0.01, 1),
          "A candidate that loses more than this share is given up at once.");
  static final Setting<Double> MIN_GAIN =
      new Setting<>(
          "exploration.min_gain",
          0.02,
          Forms.number(0, 1),
          "The smallest gain that counts as better.");
  static final Setting<Double> FALSE_ALARMS =
      new Setting<>(
          "exploration.false_alarms",
          0.01,
          Forms.number(0.0001, 0.2),
          "How often a trial may call better what is not.");
  static final Setting<Duration> BLOCK =
      new Setting<>(
          "exploration.block",
          Duration.ofSeconds(5),
          Forms.duration(Duration.ofSeconds(1), Duration.ofMinutes(10)),
          "The shortest block of a trial.");

  static final Setting<List<Window>> WINDOWS =
      new Setting<>(
          "window",
          List.of(),
          Forms.list(new WindowForm(), "an array of tables"),
          "When trying is allowed, by the host's clock, one table [[window]] each: from, to, and"
              + " days unless every day; none means always.");

  static final Setting<Double> PSI_FULL =
      new Setting<>(
          "guard.psi_full",
          0.25,
          Forms.number(0.01, 1),
          "The share of time in which all tasks stall that trips the guard: for memory, or for I/O"
              + " if that is well above what it was before Trimtab changed anything.");
  static final Setting<Duration> PSI_WINDOW =
      new Setting<>(
          "guard.psi_window",
          Duration.ofSeconds(10),
          Forms.duration(Duration.ofMillis(500), Duration.ofSeconds(10)),
          "The time over which that share is taken.");
  static final Setting<Duration> HOLD =
      new Setting<>(
          "guard.hold",
          Duration.ofMinutes(15),
          Forms.duration(Duration.ofSeconds(10), Duration.ofDays(1)),
          "How long nothing is tried after a trip.");
  static final Setting<Integer> WRITES_PER_MINUTE =
      new Setting<>(
          "guard.writes_per_minute",
          4,
          Forms.integer(1, 60),
          "The most kernel writes for each tunable; undoing is never held up.");

  static final Setting<AtEnd> ON_STOP =
      new Setting<>(
          "stopping.on_stop",
          AtEnd.UNDO,
          Forms.word(AtEnd.class),
          "What becomes of committed values when the daemon is stopped; in mode trial they are"
              + " always undone.");
  static final Setting<AtEnd> ON_SHUTDOWN =
      new Setting<>(
          "stopping.on_shutdown",
          AtEnd.UNDO,
          Forms.word(AtEnd.class),
          "The same when the host shuts down.");

  static final Setting<Optional<InetSocketAddress>> PROMETHEUS =
      new Setting<>(
          "expose.prometheus",
          Optional.empty(),
          Forms.of(
              "an address and port such as \"127.0.0.1:9465\"", Endpoint::parse, Endpoint::text),
          "Where metrics are served over HTTP, without authentication; empty for nowhere.");
  static final Setting<Boolean> PROMETHEUS_REMOTE =
      new Setting<>(
          "expose.prometheus_remote",
          false,
          Forms.flag(),
          "Whether that address may be another than loopback, so that other hosts can read it.");
  static final Setting<Optional<Path>> TEXTFILE =
      new Setting<>(
          "expose.textfile",
          Optional.empty(),
          Forms.of(
              "an absolute path that ends in .prom, as a node exporter wants it",
              Settings::textfile,
              path -> path.map(Path::toString).orElse("")),
          "Where metrics are written for a node exporter; empty for nowhere.");
  static final Setting<String> GROUP =
      new Setting<>(
          "expose.group",
          "trimtab",
          Forms.of("a group's name", Settings::group, name -> name),
          "Whose members may read the control socket; empty for root alone.");

  static final Setting<Long> TELEMETRY =
      new Setting<>(
          "storage.telemetry",
          64L << 20,
          Forms.size(Retention.LEAST_BYTES, 64L << 30),
          "The most that recordings take.");
  static final Setting<Duration> TELEMETRY_AGE =
      new Setting<>(
          "storage.telemetry_age",
          Duration.ofDays(7),
          Forms.duration(Duration.ofHours(1), Duration.ofDays(3650)),
          "How long recordings are kept.");
  static final Setting<Integer> DECISIONS =
      new Setting<>(
          "storage.decisions",
          20_000,
          Forms.integer(100, 1_000_000),
          "How many decisions are kept.");

  static final Setting<List<Path>> PREFETCH_CGROUPS =
      new Setting<>(
          "prefetch.cgroups",
          List.of(),
          Forms.list(
              Forms.of(
                  "a directory below /sys/fs/cgroup", Settings::cgroup, path -> path.toString()),
              "an array of directories such as [\"/sys/fs/cgroup/batch.slice\"]"),
          "The cgroups whose swapped pages are brought in before they are needed, in a process of"
              + " its own for each. Not in mode advise; the service needs the drop-in"
              + " /usr/share/doc/trimtab/examples/prefetch.conf.");

  /** All of them, in the order of the documentation. */
  static final List<Setting<?>> ALL =
      List.of(
          MODE,
          EVERY,
          PARTS,
          ALLOW,
          DENY,
          RISK,
          SOURCE,
          DIRECTION,
          COMMAND,
          URL,
          METRIC,
          PATH,
          TIMEOUT,
          CONSTRAINTS,
          SHARE,
          WORST_LOSS,
          MIN_GAIN,
          FALSE_ALARMS,
          BLOCK,
          WINDOWS,
          PSI_FULL,
          PSI_WINDOW,
          HOLD,
          WRITES_PER_MINUTE,
          ON_STOP,
          ON_SHUTDOWN,
          PROMETHEUS,
          PROMETHEUS_REMOTE,
          TEXTFILE,
          GROUP,
          TELEMETRY,
          TELEMETRY_AGE,
          DECISIONS,
          PREFETCH_CGROUPS);

  /** What becomes of committed values. */
  enum AtEnd {
    UNDO,
    KEEP
  }

  private Settings() {}

  private static Form<List<String>> globs() {
    return Forms.list(
        Forms.of("a glob such as vm.*", Settings::glob, text -> text),
        "an array of globs such as [\"vm.*\", \"block.*\"]");
  }

  private static String glob(String text) {
    if (text.isBlank() || text.contains(",")) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }

  private static Optional<Path> textfile(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (!text.startsWith("/") || !text.endsWith(".prom")) {
      throw new IllegalArgumentException(text);
    }
    return Optional.of(Path.of(text));
  }

  private static Path cgroup(String text) {
    Path path = Path.of(text);
    if (!path.startsWith("/sys/fs/cgroup") || !path.equals(path.normalize())) {
      throw new IllegalArgumentException(text);
    }
    return path;
  }

  private static String group(String text) {
    if (!text.matches("|[a-zA-Z_][a-zA-Z0-9_.-]{0,31}")) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }
}
