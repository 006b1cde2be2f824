package io.trimtab.daemon.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.actuators.catalogue.Risk;
import io.trimtab.daemon.config.DaemonConfig.Constraint;
import io.trimtab.daemon.config.DaemonConfig.Part;
import io.trimtab.daemon.config.DaemonConfig.Source;
import io.trimtab.daemon.config.DaemonConfig.Window;
import io.trimtab.tuner.measure.Direction;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What each key means, what holds without it, and what is wrong with what. */
class ConfigReaderTest {
  private static final String EXEC = "goal.source = 'exec'\ngoal.command = ['/bin/p99', '-q']\n";
  private static final String PROMETHEUS =
      "goal.source = 'prometheus'\ngoal.url = 'http://localhost:9/m'\ngoal.metric = 'requests'\n";
  private static final String FILE = "goal.source = 'file'\ngoal.path = '/run/p99'\n";

  @TempDir private Path root;

  /**
   * A key.
   *
   * @param toml a file that says something about it, and what else that needs
   * @param part what it means in the program
   */
  record Mapping(
      String key,
      String toml,
      Function<DaemonConfig, Object> part,
      Object byDefault,
      Object whenGiven) {
    @Override
    public String toString() {
      return key;
    }
  }

  static Stream<Mapping> mappings() {
    return Stream.of(
        new Mapping("mode", "mode = 'tune'", DaemonConfig::mode, Mode.ADVISE, Mode.TUNE),
        new Mapping(
            "every",
            "every = '2s500ms'",
            DaemonConfig::every,
            Duration.ofSeconds(1),
            Duration.ofMillis(2500)),
        new Mapping(
            "parts",
            "parts = ['trials']",
            DaemonConfig::parts,
            Set.of(Part.READAHEAD, Part.TRIALS),
            Set.of(Part.TRIALS)),
        new Mapping(
            "tunables.allow",
            "tunables.allow = ['vm.*']",
            config -> config.tunables().allow(),
            List.of("*"),
            List.of("vm.*")),
        new Mapping(
            "tunables.deny",
            "tunables.deny = ['vm.swappiness', 'block.*']",
            config -> config.tunables().deny(),
            List.of(),
            List.of("vm.swappiness", "block.*")),
        new Mapping(
            "tunables.risk",
            "tunables.risk = 'medium'",
            config -> config.tunables().risk(),
            Risk.LOW,
            Risk.MEDIUM),
        new Mapping(
            "goal.source",
            FILE,
            config -> config.goal().source(),
            new Source.Pressure(),
            new Source.File(Path.of("/run/p99"))),
        new Mapping(
            "goal.direction",
            FILE + "goal.direction = 'maximise'",
            config -> config.goal().direction(),
            Direction.MINIMISE,
            Direction.MAXIMISE),
        new Mapping(
            "goal.command",
            EXEC,
            config -> config.goal().source(),
            new Source.Pressure(),
            new Source.Exec(List.of("/bin/p99", "-q"), Duration.ofSeconds(1))),
        new Mapping(
            "goal.url",
            PROMETHEUS,
            config -> config.goal().source(),
            new Source.Pressure(),
            new Source.Prometheus("http://localhost:9/m", "requests", Duration.ofSeconds(1))),
        new Mapping(
            "goal.metric",
            PROMETHEUS,
            config ->
                config.goal().source() instanceof Source.Prometheus source ? source.metric() : "",
            "",
            "requests"),
        new Mapping(
            "goal.path",
            FILE,
            config -> config.goal().source() instanceof Source.File file ? file.path() : "",
            "",
            Path.of("/run/p99")),
        new Mapping(
            "goal.timeout",
            EXEC + "goal.timeout = '250ms'",
            config ->
                config.goal().source() instanceof Source.Exec exec
                    ? exec.limit()
                    : Settings.TIMEOUT.byDefault(),
            Duration.ofSeconds(1),
            Duration.ofMillis(250)),
        new Mapping(
            "constraint",
            "[[constraint]]\nname = 'p99'\nsource = 'file'\npath = '/run/p99'\nat_most = 20\n"
                + "[[constraint]]\nname = 'hits'\nsource = 'exec'\ncommand = ['/bin/hits']\n"
                + "timeout = '2s'\nat_least = 0.9\n",
            config -> config.goal().constraints(),
            List.of(),
            List.of(
                new Constraint("p99", new Source.File(Path.of("/run/p99")), true, 20),
                new Constraint(
                    "hits",
                    new Source.Exec(List.of("/bin/hits"), Duration.ofSeconds(2)),
                    false,
                    0.9))),
        new Mapping(
            "exploration.share",
            "exploration.share = 0.05",
            config -> config.exploration().share(),
            0.2,
            0.05),
        new Mapping(
            "exploration.worst_loss",
            "exploration.worst_loss = 1",
            config -> config.exploration().worstLoss(),
            0.15,
            1.0),
        new Mapping(
            "exploration.min_gain",
            "exploration.min_gain = 0.1",
            config -> config.exploration().minGain(),
            0.02,
            0.1),
        new Mapping(
            "exploration.false_alarms",
            "exploration.false_alarms = 0.001",
            config -> config.exploration().falseAlarms(),
            0.01,
            0.001),
        new Mapping(
            "exploration.block",
            "exploration.block = '1m'",
            config -> config.exploration().block(),
            Duration.ofSeconds(5),
            Duration.ofMinutes(1)),
        new Mapping(
            "window",
            "[[window]]\ndays = ['sun', 'sat']\nfrom = '22:00'\nto = 06:30:00\n"
                + "[[window]]\nfrom = '12:00'\nto = '13:00'\n",
            DaemonConfig::windows,
            List.of(),
            List.of(
                new Window(
                    Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY),
                    LocalTime.of(22, 0),
                    LocalTime.of(6, 30)),
                new Window(Set.of(DayOfWeek.values()), LocalTime.of(12, 0), LocalTime.of(13, 0)))),
        new Mapping(
            "guard.psi_full",
            "guard.psi_full = 0.5",
            config -> config.guard().psiFull(),
            0.25,
            0.5),
        new Mapping(
            "guard.psi_window",
            "guard.psi_window = '2s'",
            config -> config.guard().psiWindow(),
            Duration.ofSeconds(10),
            Duration.ofSeconds(2)),
        new Mapping(
            "guard.hold",
            "guard.hold = '1h'",
            config -> config.guard().hold(),
            Duration.ofMinutes(15),
            Duration.ofHours(1)),
        new Mapping(
            "guard.writes_per_minute",
            "guard.writes_per_minute = 12",
            config -> config.guard().writesPerMinute(),
            4,
            12),
        new Mapping(
            "stopping.on_stop",
            "stopping.on_stop = 'keep'",
            config -> config.stopping().undoOnStop(),
            true,
            false),
        new Mapping(
            "stopping.on_shutdown",
            "stopping.on_shutdown = 'keep'",
            config -> config.stopping().undoOnShutdown(),
            true,
            false),
        new Mapping(
            "expose.prometheus",
            "expose.prometheus = '[::1]:9465'",
            config -> config.exposure().prometheus(),
            Optional.empty(),
            Optional.of(new InetSocketAddress("::1", 9465))),
        new Mapping(
            "expose.prometheus_remote",
            "expose.prometheus = '192.0.2.1:9465'\nexpose.prometheus_remote = true",
            config -> config.exposure().prometheus(),
            Optional.empty(),
            Optional.of(new InetSocketAddress("192.0.2.1", 9465))),
        new Mapping(
            "expose.textfile",
            "expose.textfile = '/var/lib/node/trimtab.prom'",
            config -> config.exposure().textfile(),
            Optional.empty(),
            Optional.of(Path.of("/var/lib/node/trimtab.prom"))),
        new Mapping(
            "expose.group",
            "expose.group = ''",
            config -> config.exposure().group(),
            "trimtab",
            ""),
        new Mapping(
            "storage.telemetry",
            "storage.telemetry = '1GiB'",
            config -> config.storage().telemetryBytes(),
            64L << 20,
            1L << 30),
        new Mapping(
            "storage.telemetry_age",
            "storage.telemetry_age = '1d12h'",
            config -> config.storage().telemetryAge(),
            Duration.ofDays(7),
            Duration.ofHours(36)),
        new Mapping(
            "storage.decisions",
            "storage.decisions = 500",
            config -> config.storage().decisions(),
            20_000,
            500),
        new Mapping(
            "prefetch.cgroups",
            "prefetch.cgroups = ['/sys/fs/cgroup/batch.slice']",
            config -> config.prefetch().cgroups(),
            List.of(),
            List.of(Path.of("/sys/fs/cgroup/batch.slice"))));
  }

  @ParameterizedTest
  @MethodSource("mappings")
  void aKeyHasADefaultAndAMeaning(Mapping mapping) {
    assertEquals(mapping.byDefault(), mapping.part().apply(ConfigReader.defaults()));
    assertEquals(mapping.byDefault(), mapping.part().apply(read().config()), "no file at all");

    administrator(mapping.toml());

    assertEquals(mapping.whenGiven(), mapping.part().apply(read().config()));
  }

  @Test
  void everyKeyIsInThatTable() {
    List<String> tested = mappings().map(Mapping::key).sorted().toList();

    assertEquals(Settings.ALL.stream().map(Setting::key).sorted().toList(), tested);
  }

  @ParameterizedTest
  @MethodSource("mappings")
  void whatIsShownCanBeReadAgain(Mapping mapping) {
    administrator(mapping.toml());
    ConfigReading once = read();
    StringBuilder shown = new StringBuilder();
    once.entries().stream()
        .sorted(Comparator.comparing(entry -> entry.key()))
        .forEach(entry -> shown.append(entry.key() + " = " + entry.toml() + "\n"));

    administrator(shown.toString());

    assertEquals(once.config(), read().config(), shown::toString);
  }

  @Test
  void laterFilesWinKeyByKeyAndSayWhere() {
    write("usr/lib/trimtab/trimtab.toml", "mode = 'trial'\nevery = '5s'\n");
    administrator("# mine\n\nmode = 'tune'\n[guard]\nhold = '1h'\n");
    write("etc/trimtab/conf.d/20-late.toml", "[guard]\n\nhold = '3h'\n");
    write("etc/trimtab/conf.d/10-early.toml", "guard.hold = '2h'\ntunables.deny = ['vm.*']\n");
    write("etc/trimtab/conf.d/30-none.conf", "mode = 'advise'\n");

    ConfigReading reading = read();

    assertEquals(Mode.TUNE, reading.config().mode());
    assertEquals(Duration.ofSeconds(5), reading.config().every());
    assertEquals(Duration.ofHours(3), reading.config().guard().hold());
    assertEquals(List.of("vm.*"), reading.config().tunables().deny());
    assertEquals("etc/trimtab/trimtab.toml:3", place(reading, "mode"));
    assertEquals("usr/lib/trimtab/trimtab.toml:2", place(reading, "every"));
    assertEquals("etc/trimtab/conf.d/20-late.toml:3", place(reading, "guard.hold"));
    assertEquals("default", place(reading, "exploration.share"));
    assertEquals(4, reading.files().size());
  }

  @Test
  void oneFileCanStandForAll() {
    administrator("mode = 'tune'");
    Path mine = write("mine.toml", "every = '3s'");

    DaemonConfig config = new ConfigReader(ConfigPaths.under(root).withOnly(mine)).read().config();

    assertEquals(Mode.ADVISE, config.mode());
    assertEquals(Duration.ofSeconds(3), config.every());
  }

  /** What is wrong, where, and what is said of it; the file's name is left out. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "mod = 'tune' | 1:1: unknown key \"mod\"; did you mean mode?",
        "mode = 'tun' | 1:1: mode: \"tun\" is not advise, trial or tune; did you mean tune?",
        "mode = 1 | 1:1: mode: 1 is not advise, trial or tune",
        "[gaurd]\\nhold = '1h' | 1:1: unknown table [gaurd]; did you mean guard?",
        "[guard]\\nhodl = '1h' | 2:1: unknown key \"hodl\" in [guard]; did you mean hold?",
        "hold = '1h' | 1:1: unknown key \"hold\"; did you mean guard.hold?",
        "[guard]\\nshare = 0.1 | 2:1: unknown key \"share\" in [guard]; did you mean exploration.share?",
        "guard = 1 | 1:1: guard is a table; its keys follow a line [guard]",
        "every = '1' | 1:1: every: \"1\" is not a duration from 100ms to 1m, such as \"100ms\"",
        "every = '2m' | 1:1: every: \"2m\" is not a duration from 100ms to 1m, such as \"100ms\"",
        "every = 1 | 1:1: every: 1 is not a duration from 100ms to 1m, such as \"100ms\"",
        "[exploration]\\n  share = 20 | 2:3: exploration.share: 20 is not a number from 0 to 1",
        "exploration.share = nan | 1:1: exploration.share: NaN is not a number from 0 to 1",
        "parts = [] | 1:1: parts: none is left; name readahead or trials",
        "parts = 'trials' | 1:1: parts: \"trials\" is not an array of readahead and trials",
        "parts = ['trials', 'trails'] | 1:20: parts: \"trails\" is not readahead or trials; did you mean trials?",
        "goal.source = 'exec' | 1:1: goal: source = \"exec\" needs a key command, such as command = [\"/usr/local/bin/p99\"]",
        "goal.source = 'exec'\\ngoal.command = ['p99'] | 1:1: goal: command: \"p99\" is not an absolute path",
        "goal.url = 'ftp://x' | 1:1: goal.url: \"ftp://x\" is not an address such as \"http://127.0.0.1:9100/metrics\"",
        "goal.direction = 'maximise' | 1:1: goal.direction: pressure is minimised",
        "[[constraint]]\\nname = 'a'\\nsource = 'file'\\npath = '/a' | 1:1: constraint: it takes either \"at_most\" or \"at_least\"",
        "[[constraint]]\\nname = 'a'\\nsuorce = 'file' | 3:1: constraint: unknown key \"suorce\"; did you mean source?",
        "[[window]]\\nfrom = '22'\\nto = '6:00' | 2:1: window: from: \"22\" is not a time of day such as \"22:00\"",
        "[[window]]\\nfrom = '22:00' | 1:1: window: \"to\" is missing",
        "[[window]]\\ndays = ['mon', 'tus']\\nfrom = '22:00'\\nto = '23:00' | 2:16: window: days: \"tus\" is not mon, tue, wed, thu, fri, sat or sun",
        "expose.prometheus = '0.0.0.0:9465' | 1:1: expose.prometheus: other hosts could read 0.0.0.0:9465, without authentication; take 127.0.0.1, or set expose.prometheus_remote = true as well",
        "expose.prometheus = 'host:9465' | 1:1: expose.prometheus: \"host:9465\" is not an address and port such as \"127.0.0.1:9465\"",
        "expose.textfile = 'trimtab.prom' | 1:1: expose.textfile: \"trimtab.prom\" is not an absolute path that ends in .prom, as a node exporter wants it",
        "expose.group = 'a b' | 1:1: expose.group: \"a b\" is not a group's name",
        "storage.telemetry = '64' | 1:1: storage.telemetry: \"64\" is not a size from 4MiB to 64GiB, such as \"64MiB\"",
        "storage.decisions = 1.5 | 1:1: storage.decisions: 1.5 is not a whole number from 100 to 1,000,000",
        "guard.writes_per_minute = 0 | 1:1: guard.writes_per_minute: 0 is not a whole number from 1 to 60",
        "tunables.deny = ['a,b'] | 1:18: tunables.deny: \"a,b\" is not a glob such as vm.*",
        "mode = 'tune'\\nmode = 'trial' | 2:1: mode previously defined at line 1, column 1",
      })
  void whatIsWrongIsNamedWithItsPlace(String toml, String message) {
    administrator(toml.replace("\\n", "\n"));

    ConfigException e = assertThrows(ConfigException.class, this::read);

    assertEquals(List.of(message), e.problems().stream().map(this::withoutFile).toList());
  }

  @Test
  void everythingThatIsWrongIsTold() {
    administrator("mode = 'x'\nevery = 1\n");
    write("etc/trimtab/conf.d/a.toml", "what = 1\n= 2\n");

    ConfigException e = assertThrows(ConfigException.class, this::read);

    assertEquals(3, e.problems().size(), () -> e.problems().toString());
    assertTrue(e.getMessage().endsWith("(and 2 more)"), e.getMessage());
  }

  @Test
  void whatMeansNothingIsWarnedOf() {
    administrator("goal.url = 'http://localhost/'");

    assertEquals(
        List.of("goal.url has no effect while goal.source is \"pressure\""), read().warnings());
  }

  @Test
  void filesThatAreNoneAreRefused() throws IOException {
    Files.createDirectories(root.resolve("etc/trimtab/trimtab.toml"));
    refused("trimtab.toml: not a regular file");

    Files.delete(root.resolve("etc/trimtab/trimtab.toml"));
    administrator("#".repeat(ConfigText.MAX_BYTES + 1));
    refused("trimtab.toml: larger than 256 KiB; not a configuration");

    Files.write(root.resolve("etc/trimtab/trimtab.toml"), new byte[] {(byte) 0xff, 10});
    refused("trimtab.toml: cannot be read: it is not UTF-8 text");

    administrator("[".repeat(100_000));
    refused("trimtab.toml");
  }

  @Test
  void whatEverybodyMayWriteIsRefused() throws IOException {
    administrator("mode = 'tune'");
    Files.setPosixFilePermissions(
        root.resolve("etc/trimtab/trimtab.toml"), PosixFilePermissions.fromString("rw-rw-rw-"));

    refused("everybody may write it, and what it says runs as root; chmod o-w");
  }

  @Test
  void aFileThatWasAskedForMustBeThere() {
    ConfigReader reader =
        new ConfigReader(ConfigPaths.under(root).withOnly(root.resolve("none.toml")));

    ConfigException e = assertThrows(ConfigException.class, reader::read);

    assertTrue(e.getMessage().endsWith("none.toml: cannot be read: no such file or directory"));
  }

  private void refused(String message) {
    ConfigException e = assertThrows(ConfigException.class, this::read);
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  private String withoutFile(String problem) {
    return problem.replace(root.resolve("etc/trimtab/trimtab.toml") + ":", "");
  }

  private String place(ConfigReading reading, String key) {
    return reading.entries().stream()
        .filter(entry -> entry.key().equals(key))
        .map(entry -> entry.place().replace(root + "/", ""))
        .findFirst()
        .orElseThrow();
  }

  private ConfigReading read() {
    return new ConfigReader(ConfigPaths.under(root)).read();
  }

  private void administrator(String toml) {
    write("etc/trimtab/trimtab.toml", toml);
  }

  private Path write(String path, String toml) {
    try {
      Path file = root.resolve(path);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, toml);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
