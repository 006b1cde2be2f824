package io.trimtab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What bad input gets: one clear line, the right exit code, and nothing changed. */
class BadInputTest {
  private static final String ONE = "--tunables vm.swappiness ";

  /** One for all: none of this changes anything. */
  @TempDir static Path directory;

  private static RecordedHost host;
  private static Map<String, String> before;

  @BeforeAll
  static void lay() throws IOException {
    host = RecordedHost.lay(directory, "6.12");
    // Nobody can write it, and root in a test is no exception to the mode.
    Files.setPosixFilePermissions(
        host.file("/proc/sys/vm/stat_interval"), PosixFilePermissions.fromString("r--r--r--"));
    file("malformed.toml", "[tunables]\n\"vm.swappiness\" = \n");
    file("no-table.toml", "vm.swappiness = 10\n");
    file("unknown.toml", "[tunables]\n\n  \"vm.swapiness\" = 10\n");
    file("range.toml", "[tunables]\nvm.page-cluster = 3\nvm.swappiness = 999\n");
    file("type.toml", "[tunables]\nvm.swappiness = 1.5\n");
    file("twice.toml", "[tunables]\nvm.swappiness = 10\n\"/proc/sys/vm/swappiness\" = 20\n");
    Files.write(directory.resolve("binary.toml"), new byte[] {'[', (byte) 0xff, (byte) 0xfe});
    before = host.snapshot();
  }

  private static void file(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  /** Words are parted by one space; @ is the test's directory, _ a space within a word. */
  static Stream<Arguments> settings() {
    return Stream.of(
        bad(
            "set vm.swapiness=10",
            2,
            "unknown tunable \"vm.swapiness\"; did you mean vm\\.swappiness\\?"),
        bad("set swappiness=10", 2, "unknown tunable \"swappiness\"; did you mean vm\\.swappin.*"),
        bad("set no.such.thing=1", 2, "unknown tunable .*; see trimtab tunables"),
        bad("set vm.swappiness=999", 2, "vm\\.swappiness: 999 is outside 1\\.\\.200 %"),
        bad(
            "set vm.dirty_background_bytes=1K",
            2,
            "vm\\.dirty_background_bytes: 1024 is outside 4194304\\.\\..*"),
        bad("set vm.swappiness=1e3", 2, "vm\\.swappiness: \"1e3\" is not an integer"),
        bad("set vm.swappiness=", 2, "vm\\.swappiness: \"\" is not an integer"),
        bad("set vm.dirty_bytes=12Q", 2, "vm\\.dirty_bytes: \"12Q\" is not a number of bytes"),
        bad("set vm.dirty_bytes=99999999T", 2, "vm\\.dirty_bytes: .* is too large"),
        bad("set vm.swappiness", 2, "\"vm\\.swappiness\" is not of the form NAME=VALUE"),
        bad("set =1", 2, "\"=1\" is not of the form NAME=VALUE"),
        bad(
            "set block.vda.scheduler=deadline",
            2,
            "block\\.vda\\.scheduler: \"deadline\" is not one of none"),
        bad("set vm.swappiness=10 vm.swappiness=20", 2, "vm\\.swappiness is given twice"),
        bad(
            "set vm.dirty_background_ratio=20",
            2,
            "vm\\.dirty_background_ratio \\(20\\) must be below vm\\.dirty_ratio \\(20\\)"),
        bad(
            "set vm.dirty_ratio=5 vm.dirty_background_ratio=10",
            2,
            "vm\\.dirty_background_ratio \\(10\\) must be below vm\\.dirty_ratio \\(5\\)"),
        bad(
            "set kernel.sched_rt_period_us=500000",
            2,
            "kernel\\.sched_rt_runtime_us \\(950000\\) must not exceed"
                + " kernel\\.sched_rt_period_us \\(500000\\)"),
        bad(
            "set vm.dirty_ratio=30 vm.dirty_bytes=64M",
            2,
            "vm\\.dirty_bytes and vm\\.dirty_ratio zero each other; give one of them"),
        bad(
            "set sched.latency_ns=3000000",
            3,
            "sched\\.latency_ns: Linux 6\\.12 has no .*; see sched\\.base_slice_ns"),
        bad(
            "set vm.stat_interval=5",
            3,
            "vm\\.stat_interval: .* cannot be written: read-only here"),
        bad("set vm.swappiness=10 --for 0s", 2, ".*'--for'.* give at least 1s"),
        bad("set vm.swappiness=10 --for 5", 2, ".*\"5\" is not a duration such as 90s or 10m"),
        bad("set vm.swappiness=999 --dry-run", 2, "vm\\.swappiness: 999 is outside.*"),
        bad("set", 2, "missing required parameter: 'NAME=VALUE'.*"),
        bad("apply @/none.toml", 2, ".*/none\\.toml: no such file"),
        bad("apply @", 2, ".*: cannot be read: is a directory"),
        bad("apply @/malformed.toml", 2, ".*/malformed\\.toml:2:19: .*"),
        bad("apply @/no-table.toml", 2, ".*/no-table\\.toml: no \\[tunables\\] table; .*"),
        bad(
            "apply @/unknown.toml",
            2,
            ".*/unknown\\.toml:3:3: unknown tunable \"vm.swapiness\"; did you mean .*"),
        bad("apply @/range.toml", 2, ".*/range\\.toml:3:1: vm\\.swappiness: 999 is outside .*"),
        bad("apply @/type.toml", 2, ".*/type\\.toml:2:1: .* neither an integer nor a string"),
        bad("apply @/twice.toml", 2, ".*/twice\\.toml:3:1: vm\\.swappiness is given twice"),
        bad("apply @/binary.toml", 2, ".*/binary\\.toml: cannot be read: it is not UTF-8 text"),
        bad("apply", 2, "missing required parameter: 'FILE\\.toml'"),
        bad("rollback", 2, "missing required argument .*--all \\| --abandoned \\| ID.*"),
        bad("rollback 1 --all", 2, "--all, ID are mutually exclusive .*"),
        bad("rollback 99", 2, "no transaction 99; see trimtab history"),
        bad("rollback first", 2, "invalid value .*ID.*: 'first' is not a whole number"),
        bad("history -n 0", 2, "--limit 0 is below 1"),
        bad("history -n x", 2, "invalid value .*'x' is not a whole number"),
        bad("export", 2, "missing required argument .*--sysctl-d \\| --toml.*"),
        bad("export --toml --sysctl-d", 2, ".*mutually exclusive.*"),
        bad("export --toml vm.swapiness", 2, "unknown tunable .* did you mean vm\\.swappiness\\?"),
        bad("tunables vm.swapiness", 2, "unknown tunable .* did you mean vm\\.swappiness\\?"),
        bad("tunables nosuch*", 2, "no tunable matches nosuch\\*; see trimtab tunables"),
        bad("tunables a b", 2, "one word too many: b"),
        bad("tunables show vm.swapiness", 2, "unknown tunable .* did you mean .*"),
        bad("tunables show", 2, "missing required parameter: 'NAME'"),
        bad(
            "set vm.swappiness=1 --dryrun",
            2,
            "unknown option --dryrun; did you mean --dry-run\\?"),
        bad("doctor --jsn", 2, "unknown option --jsn; did you mean --json\\?"),
        bad("demo", 2, "the demo measures this host and cannot go with --root"));
  }

  static Stream<Arguments> tuning() {
    return Stream.of(
        bad("tune", 2, "missing required parameter: 'COMMAND'"),
        bad("tune --trials 0 -- true", 2, "--trials 0 is below 1"),
        bad("tune --trials many -- true", 2, ".*'many' is not a whole number"),
        bad("tune --warmup -1 -- true", 2, "--warmup -1 is below 0"),
        bad("tune --budget 0s -- true", 2, ".*'--budget'.* give at least 1s"),
        bad("tune --timeout 0s -- true", 2, ".*'--timeout'.* give at least 1s"),
        bad("tune --min-gain -1 -- true", 2, "--min-gain -1\\.0 is no percentage from 0 up"),
        bad("tune --min-gain NaN -- true", 2, "--min-gain NaN is no percentage from 0 up"),
        bad("tune --memory-max 10X -- true", 2, ".*\"10X\" is not a size such as 256M"),
        bad("tune --memory-max 999999999999T -- true", 2, ".*is too large"),
        bad("tune --user nobody-at-all -- true", 2, "--user nobody-at-all: no such user here"),
        bad("tune --cold @/none -- true", 2, "--cold .*/none cannot be read"),
        bad("tune --json @/none/a.json -- true", 2, "cannot write .*: there is no directory .*"),
        bad("tune --report @ -- true", 2, "cannot write .*: it is a directory"),
        bad("tune --tunables nosuch* -- true", 2, "no tunable matches nosuch\\*; .*"),
        bad("tune --tunables vm.*,vm.swapiness -- true", 2, "unknown tunable \"vm\\.swapiness\".*"),
        bad("tune --tunables sched.latency_ns -- true", 3, "none of the tunables .*absent.*"),
        bad("tune --objective fastest -- true", 2, "--objective \"fastest\" is none of .*"),
        bad("tune --objective min -- true", 2, "--objective \"min\" is none of .*"),
        bad("tune --objective low:elapsed -- true", 2, "--objective .* is none of .*"),
        bad("tune --objective max:elapsed:5 -- true", 2, "--objective .* is none of .*"),
        bad("tune --objective max:stdout: -- true", 2, "--objective .* is none of .*"),
        bad("tune --objective max:stdout:( -- true", 2, "--objective: bad regular expression.*"),
        bad("tune --objective max:exec: -- true", 2, "--objective .* is none of .*"),
        bad("tune --objective max:exec:'x -- true", 2, "--objective .*a closing ' is missing"),
        broken("false", "the command exited with 1"),
        broken("no-such-program", "the command exited with 127: .*no-such-program.*"),
        broken("sh -c echo_oops_>&2;exit_7", "the command exited with 7: oops"),
        broken("sh -c kill_-9_$$", "the command exited with 137"),
        objective("max:stdout:score", "echo speed", ".*\"score\" matches nothing .*"),
        objective("max:stdout:speed", "echo speed", ".* matched \"speed\", which holds no number"),
        objective("max:stdout:.+", "echo nan", "the objective is NaN; it must be a positive .*"),
        objective("max:stdout:.+", "echo 0", "the objective is 0\\.0; it must be a positive .*"),
        objective("max:stdout:.+", "echo -- -5", "the objective is -5\\.0; it must be .*"),
        objective("max:stdout:.+", "echo 1e999", "the objective is Infinity; it must be .*"),
        objective("max:exec:false", "true", "the objective's command false exited with 1"),
        objective("max:exec:echo", "true", "the objective's command echo printed no number"),
        bad("tune --tunables vm.stat_interval -- true", 3, "none of the tunables .*read-only.*"));
  }

  private static Arguments bad(String words, int exitCode, String line) {
    return Arguments.of(words, exitCode, line);
  }

  /** A command that does not work as things are. */
  private static Arguments broken(String command, String line) {
    return bad("tune " + ONE + "-- " + command, 1, "with the values in force " + line + "; .*");
  }

  private static Arguments objective(String objective, String command, String line) {
    return bad(
        "tune " + ONE + "--objective " + objective + " -- " + command,
        1,
        "with the values in force " + line + "; .*");
  }

  @ParameterizedTest
  @MethodSource({"settings", "tuning"})
  void getsOneLineAndChangesNothing(String words, int exitCode, String line) {
    check(host.trimtab(split(words)), exitCode, line);
  }

  private String[] split(String words) {
    return Arrays.stream(words.split(" "))
        .map(word -> word.startsWith("@") ? directory + word.substring(1) : word)
        .map(word -> word.replace('_', words.contains("sh -c") ? ' ' : '_'))
        .toArray(String[]::new);
  }

  private void check(Console console, int exitCode, String line) {
    List<String> lines = new ArrayList<>(console.err().lines().toList());
    // Where to look it up, and what was about to be done, are not the failure's line.
    lines.removeIf(text -> text.startsWith("Try: ") || text.startsWith("Searching "));
    assertEquals(1, lines.size(), console.err());
    assertTrue(lines.get(0).matches("trimtab: " + line), lines.get(0) + "\nis not\n" + line);
    assertEquals(exitCode, console.exitCode(), console.err());
    assertEquals("", console.out());
    assertEquals(before, host.snapshot());
  }

  @ParameterizedTest
  @MethodSource("withoutHost")
  void getsOneLineWithoutAHost(String words, int exitCode, String line) {
    check(Console.run(List.of(split(words))), exitCode, line);
  }

  static Stream<Arguments> withoutHost() {
    return Stream.of(
        bad("tunabels", 2, "unknown command tunabels; did you mean tunables\\?"),
        bad("--jsn", 2, "unknown option --jsn"),
        bad("tunables --root @/none", 2, "--root .*/none: no such directory"),
        bad("doctor --root @/none", 2, "--root .*/none: no such directory"),
        bad("set --root @/none vm.swappiness=10", 2, "--root .*/none: no such directory"),
        bad(
            "set --root @/root --state @/unknown.toml vm.swappiness=10",
            1,
            "the lock .*/unknown\\.toml/lock cannot be taken: a file is in the way"),
        bad(
            "tune --root @/root --state /proc/none -- true",
            1,
            "the lock /proc/none/lock cannot be taken: .*"),
        bad("demo --state @/demo --dir @/none", 2, "--dir .*/none: no such directory"),
        bad("demo --state @/demo --dir /proc", 3, "/proc is on no block device .*; give .* --dir"));
  }

  @Test
  void aBareCallShowsTheHelp() {
    Console console = Console.run(List.of());

    assertEquals(2, console.exitCode());
    assertEquals("", console.out());
    assertTrue(console.err().startsWith("Usage: trimtab"), console.err());
  }

  @Test
  void nothingIsLeftWhereNoHostIs() {
    Console.run(List.of("set", "--root", directory.resolve("none").toString(), "vm.swappiness=10"));

    assertFalse(Files.exists(directory.resolve("none")));
  }

  @Test
  void aHangingCommandIsEndedWithAllThatItStarted() throws IOException {
    Path pids = directory.resolve("pids");
    String script = "sleep 300 & echo $! >> " + pids + "; sh -c 'trap \"\" TERM; sleep 300' & wait";

    Console console =
        host.trimtab(
            "tune",
            "--tunables",
            "vm.swappiness",
            "--timeout",
            "1s",
            "--warmup",
            "0",
            "--",
            "sh",
            "-c",
            script);

    check(
        console,
        1,
        "with the values in force the command did not end within its limit \\(1 s\\)"
            + " and was ended; everything is as it was");
    List<String> grandchildren = Files.readAllLines(pids);
    assertFalse(grandchildren.isEmpty());
    for (String pid : grandchildren) {
      assertFalse(isRunning(pid), pid + " is still running");
    }
  }

  private static boolean isRunning(String pid) throws IOException {
    Path status = Path.of("/proc", pid, "status");
    // An ended process may wait for a moment for someone to take its status.
    return Files.exists(status) && !Files.readString(status).contains("State:\tZ");
  }

  @Test
  void aCorruptedJournalIsKeptAsideAndTheNextCommandWorks() throws IOException {
    host.trimtab("set", "vm.swappiness=10");
    host.trimtab("rollback", "--all");
    Path journal = host.state().resolve("journal.db");
    byte[] noise =
        "this is no database, or is one no longer\n"
            .repeat(200)
            .getBytes(StandardCharsets.US_ASCII);
    Files.write(journal, noise);

    check(
        host.trimtab("set", "vm.swappiness=20"),
        1,
        "the journal .* is corrupted; it was moved to .*\\.corrupt-.* and nothing was changed;.*");

    List<Path> aside;
    try (Stream<Path> files = Files.list(host.state())) {
      aside = files.filter(file -> file.toString().contains(".corrupt-")).toList();
    }
    assertEquals(1, aside.size());
    assertEquals(noise.length, Files.size(aside.get(0)));
    Console second = host.trimtab("set", "vm.swappiness=20");
    assertEquals(0, second.exitCode(), second.err());
    assertEquals(0, host.trimtab("rollback", "--all").exitCode());
    assertEquals(before, host.snapshot());
  }
}
