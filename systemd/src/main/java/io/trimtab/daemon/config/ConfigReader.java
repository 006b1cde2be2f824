package io.trimtab.daemon.config;

import io.trimtab.actuators.kernel.IoCause;
import io.trimtab.daemon.config.DaemonConfig.Exploration;
import io.trimtab.daemon.config.DaemonConfig.Exposure;
import io.trimtab.daemon.config.DaemonConfig.Goal;
import io.trimtab.daemon.config.DaemonConfig.Guard;
import io.trimtab.daemon.config.DaemonConfig.Part;
import io.trimtab.daemon.config.DaemonConfig.Prefetch;
import io.trimtab.daemon.config.DaemonConfig.Source;
import io.trimtab.daemon.config.DaemonConfig.Stopping;
import io.trimtab.daemon.config.DaemonConfig.Storage;
import io.trimtab.daemon.config.DaemonConfig.Tunables;
import io.trimtab.daemon.config.Settings.AtEnd;
import io.trimtab.tuner.measure.Direction;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the configuration: vendor, administrator, drop-ins, each over the ones before. */
public final class ConfigReader {
  private static final int MAX_DROP_INS = 100;

  private final ConfigPaths paths;

  public ConfigReader(ConfigPaths paths) {
    this.paths = paths;
  }

  /** What holds where no file says anything. */
  public static DaemonConfig defaults() {
    return compose(new Layers(), List.of()).config();
  }

  /**
   * Reads all of it.
   *
   * @throws ConfigException with everything that is wrong, if anything is
   */
  public ConfigReading read() {
    Layers layers = new Layers();
    List<Path> files = files(layers);
    files.forEach(layers::add);
    return compose(layers, files);
  }

  private List<Path> files(Layers layers) {
    if (paths.only().isPresent()) {
      return List.of(paths.only().get());
    }
    List<Path> files = new ArrayList<>();
    for (Path file : List.of(paths.vendor(), paths.administrator())) {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        files.add(file);
      }
    }
    files.addAll(dropIns(layers));
    return List.copyOf(files);
  }

  private List<Path> dropIns(Layers layers) {
    List<Path> files = new ArrayList<>();
    if (Files.isDirectory(paths.dropIns())) {
      try (DirectoryStream<Path> found = Files.newDirectoryStream(paths.dropIns(), "*.toml")) {
        found.forEach(files::add);
      } catch (IOException e) {
        layers.problems().add(paths.dropIns() + ": cannot be read: " + IoCause.of(e));
      }
    }
    if (files.size() > MAX_DROP_INS) {
      layers
          .problems()
          .add(paths.dropIns() + ": more than " + MAX_DROP_INS + " files; not a configuration");
      return List.of();
    }
    Collections.sort(files);
    return files;
  }

  private static ConfigReading compose(Layers layers, List<Path> files) {
    List<String> warnings = new ArrayList<>();
    Goal goal = goal(layers, warnings);
    checkParts(layers);
    checkExposure(layers);
    if (!layers.problems().isEmpty()) {
      throw new ConfigException(layers.problems());
    }
    List<ConfigEntry> entries = new ArrayList<>();
    for (Setting<?> setting : Settings.ALL) {
      Layers.Said said = layers.said(setting);
      entries.add(
          new ConfigEntry(
              setting.key(),
              setting.json(layers.value(setting)),
              Optional.ofNullable(said).map(Layers.Said::file),
              said == null ? 0 : said.line()));
    }
    return new ConfigReading(
        config(layers, goal), List.copyOf(entries), files, List.copyOf(warnings));
  }

  private static DaemonConfig config(Layers layers, Goal goal) {
    Set<Part> parts = EnumSet.noneOf(Part.class);
    parts.addAll(layers.value(Settings.PARTS));
    return new DaemonConfig(
        layers.value(Settings.MODE),
        layers.value(Settings.EVERY),
        Set.copyOf(parts),
        new Tunables(
            layers.value(Settings.ALLOW), layers.value(Settings.DENY), layers.value(Settings.RISK)),
        goal,
        new Exploration(
            layers.value(Settings.SHARE),
            layers.value(Settings.WORST_LOSS),
            layers.value(Settings.MIN_GAIN),
            layers.value(Settings.FALSE_ALARMS),
            layers.value(Settings.BLOCK)),
        layers.value(Settings.WINDOWS),
        new Guard(
            layers.value(Settings.PSI_FULL),
            layers.value(Settings.PSI_WINDOW),
            layers.value(Settings.HOLD),
            layers.value(Settings.WRITES_PER_MINUTE)),
        new Stopping(
            layers.value(Settings.ON_STOP) == AtEnd.UNDO,
            layers.value(Settings.ON_SHUTDOWN) == AtEnd.UNDO),
        new Exposure(
            layers.value(Settings.PROMETHEUS),
            layers.value(Settings.TEXTFILE),
            layers.value(Settings.GROUP)),
        new Storage(
            layers.value(Settings.TELEMETRY),
            layers.value(Settings.TELEMETRY_AGE),
            layers.value(Settings.DECISIONS)),
        new Prefetch(layers.value(Settings.PREFETCH_CGROUPS)));
  }

  private static Goal goal(Layers layers, List<String> warnings) {
    SourceParts parts =
        new SourceParts(
            layers.value(Settings.SOURCE),
            layers.value(Settings.COMMAND),
            layers.value(Settings.URL),
            layers.value(Settings.METRIC),
            layers.value(Settings.PATH),
            layers.value(Settings.TIMEOUT));
    Direction direction = layers.value(Settings.DIRECTION);
    Source source = new Source.Pressure();
    try {
      source = parts.compose();
      if (source instanceof Source.Pressure && direction != Direction.MINIMISE) {
        layers
            .problems()
            .add(layers.place(Settings.DIRECTION) + ": goal.direction: pressure is minimised");
      }
    } catch (WrongValue e) {
      layers.problems().add(layers.place(Settings.SOURCE) + ": goal: " + e.getMessage());
    }
    for (String key : parts.unused()) {
      warnings.add(
          "goal."
              + key
              + " has no effect while goal.source is \""
              + Forms.word(parts.kind())
              + "\"");
    }
    return new Goal(direction, source, layers.value(Settings.CONSTRAINTS));
  }

  private static void checkParts(Layers layers) {
    if (layers.value(Settings.PARTS).isEmpty()) {
      layers
          .problems()
          .add(layers.place(Settings.PARTS) + ": parts: none is left; name readahead or trials");
    }
  }

  /** Metrics are served without authentication: others than this host must be meant. */
  private static void checkExposure(Layers layers) {
    Optional<InetSocketAddress> endpoint = layers.value(Settings.PROMETHEUS);
    boolean isLoopback =
        endpoint.map(address -> address.getAddress().isLoopbackAddress()).orElse(true);
    if (!isLoopback && !layers.value(Settings.PROMETHEUS_REMOTE)) {
      layers
          .problems()
          .add(
              layers.place(Settings.PROMETHEUS)
                  + ": expose.prometheus: other hosts could read "
                  + Endpoint.text(endpoint)
                  + ", without authentication; take 127.0.0.1, or set expose.prometheus_remote ="
                  + " true as well");
    }
  }
}
