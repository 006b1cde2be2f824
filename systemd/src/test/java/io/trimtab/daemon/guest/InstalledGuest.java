package io.trimtab.daemon.guest;

import io.trimtab.daemon.guest.SystemGuest.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A machine with systemd on which the package has been installed, as an administrator does it. */
final class InstalledGuest implements AutoCloseable {
  /** STUN's nine, all of which the stock 6.1 has. */
  static final List<String> STUN =
      List.of(
          "sched.latency_ns",
          "sched.migration_cost_ns",
          "sched.min_granularity_ns",
          "sched.nr_migrate",
          "sched.wakeup_granularity_ns",
          "kernel.sched_rr_timeslice_ms",
          "kernel.sched_rt_period_us",
          "kernel.sched_rt_runtime_us",
          "kernel.sched_cfs_bandwidth_slice_us");

  static final Duration START = Duration.ofMinutes(10);

  private final SystemGuest guest;

  private InstalledGuest(SystemGuest guest) {
    this.guest = guest;
  }

  static InstalledGuest start(String kernel, Path directory, int memoryMib)
      throws IOException, InterruptedException {
    return start(SystemImage.get(kernel), directory, memoryMib, List.of());
  }

  /**
   * The same on an image of one's own.
   *
   * @param moreDisks files that are seen as /dev/vdc and so on
   */
  static InstalledGuest start(
      SystemImage image, Path directory, int memoryMib, List<Path> moreDisks)
      throws IOException, InterruptedException {
    Path deb = PackageUnderTest.deb(directory.resolve("package.log"));
    List<Path> disks = new ArrayList<>(List.of(deb));
    disks.addAll(moreDisks);
    SystemGuest guest = SystemGuest.start(image, directory, memoryMib, disks);
    InstalledGuest installed = new InstalledGuest(guest);
    try {
      installed.install(Files.size(deb));
      return installed;
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      guest.close();
      throw e;
    }
  }

  /** Installs the package, which is on a disk; a disk is a little longer than what is on it. */
  private void install(long bytes) throws IOException, InterruptedException {
    guest
        .run(
            "head -c %d /dev/vdb >/root/trimtab.deb && dpkg -i /root/trimtab.deb".formatted(bytes),
            Duration.ofMinutes(5))
        .orFail();
  }

  SystemGuest guest() {
    return guest;
  }

  /** Gives the daemon a configuration of its own. */
  void configure(String toml) throws IOException, InterruptedException {
    guest
        .run(
            "mkdir -p /etc/trimtab/conf.d && cat >/etc/trimtab/conf.d/50-test.toml <<'END'\n"
                + toml
                + "\nEND")
        .orFail();
  }

  /** What the tests of tuning go by: all of STUN's tunables, trials as short as they may be. */
  static final String TUNE_ALL =
      """
      mode = "tune"
      parts = ["trials"]
      [tunables]
      allow = [%s]
      [goal]
      source = "file"
      path = "/run/score"
      direction = "minimise"
      [exploration]
      share = 1.0
      block = "1s"
      worst_loss = 1.0
      [guard]
      writes_per_minute = 60
      """
          .formatted(STUN.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", ")));

  /**
   * Puts a load on the guest that tells how long each of its rounds took, in milliseconds.
   * hackbench, as in the STUN paper.
   */
  void startLoad() throws IOException, InterruptedException {
    guest
        .run(
            """
            echo 1000 >/run/score
            systemd-run --unit=load --property=Restart=always bash -c '
              while :; do
                start=$(date +%s%N)
                hackbench -g 1 -l 20 >/dev/null
                echo $((($(date +%s%N) - start) / 1000000)) >/run/score.new
                mv /run/score.new /run/score
              done'
            """)
        .orFail();
  }

  /**
   * Makes allowance for emulation: Java interprets, as what it compiles has to be emulated before
   * it runs, which takes longer than it saves; and systemd is patient. A service that fails stays
   * down, to be looked at.
   */
  void emulated() throws IOException, InterruptedException {
    override(
        "Environment=TRIMTAB_JAVA_OPTS=-Xint\nTimeoutStartSec=10min\nTimeoutStopSec=10min\nRestart=no");
  }

  /** Sets what the unit says otherwise in this guest. */
  void override(String service) throws IOException, InterruptedException {
    guest
        .run(
            "mkdir -p /etc/systemd/system/trimtab.service.d\n"
                + "cat >/etc/systemd/system/trimtab.service.d/test.conf <<'END'\n[Service]\n"
                + service
                + "\nEND\nsystemctl daemon-reload")
        .orFail();
  }

  /** Starts the daemon and waits until it is ready; in seconds, by the guest's clock. */
  double startDaemon() throws IOException, InterruptedException {
    String took =
        guest
            .run(
                """
                start=$(date +%s%N)
                systemctl start trimtab || { journalctl -u trimtab -n 40 --no-pager; exit 1; }
                echo $(($(date +%s%N) - start))
                """,
                START)
            .orFail();
    return Long.parseLong(took) / 1e9;
  }

  /** What the kernel shows of some tunables, read from its files and not through Trimtab. */
  Map<String, String> values(List<String> tunables) throws IOException, InterruptedException {
    StringBuilder script = new StringBuilder();
    for (String tunable : tunables) {
      script.append("echo ").append(tunable).append(" $(cat ").append(file(tunable)).append(")\n");
    }
    return parse(guest.run(script.toString()).orFail());
  }

  static Map<String, String> parse(String lines) {
    Map<String, String> values = new LinkedHashMap<>();
    lines.lines().map(line -> line.split(" ", 2)).forEach(words -> values.put(words[0], words[1]));
    return values;
  }

  static String file(String tunable) {
    return tunable.startsWith("sched.")
        ? "/sys/kernel/debug/sched/" + tunable.substring("sched.".length())
        : "/proc/sys/" + tunable.replace('.', '/');
  }

  Result run(String script) throws IOException, InterruptedException {
    return run(script, Duration.ofMinutes(1));
  }

  Result run(String script, Duration limit) throws IOException, InterruptedException {
    return guest.run("export TRIMTAB_JAVA_OPTS=-Xint\n" + script, limit);
  }

  @Override
  public void close() {
    guest.close();
  }
}
