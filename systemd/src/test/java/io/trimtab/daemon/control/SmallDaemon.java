package io.trimtab.daemon.control;

import io.trimtab.daemon.control.DaemonStatus.Cost;
import io.trimtab.daemon.control.DaemonStatus.Gain;
import io.trimtab.daemon.control.DaemonStatus.GivenUp;
import io.trimtab.daemon.control.DaemonStatus.InForce;
import io.trimtab.daemon.control.DaemonStatus.OnTrial;
import io.trimtab.daemon.control.DaemonStatus.Prefetching;
import io.trimtab.daemon.control.DaemonStatus.Refused;
import io.trimtab.daemon.decision.DecisionKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A daemon that tunes nothing, and does all that it can be told. */
public class SmallDaemon implements Daemon {
  private final MemoryLog decisions = new MemoryLog();
  private final Instant since = Instant.now().minusSeconds(8000);
  private final List<GivenUp> givenUp = new ArrayList<>();
  private Optional<String> holding = Optional.empty();
  private volatile String mode = "trial";

  /** With a decision of each kind that people look at. */
  public SmallDaemon() {
    decisions.append(DecisionKind.STARTED, "", "started in mode trial", "");
    decisions.append(DecisionKind.TRIED, "vm.swappiness", "vm.swappiness=10 against 60", "d1");
    decisions.append(DecisionKind.JUDGED, "vm.swappiness", "better, 1.12x (1.04 to 1.20)", "d2");
    decisions.append(DecisionKind.COMMITTED, "vm.swappiness", "vm.swappiness=10 stays", "d3");
    decisions.append(DecisionKind.ADVISED, "vm.page-cluster", "try vm.page-cluster=0", "d1");
    givenUp.add(
        new GivenUp("vm.dirty_ratio", "sysctl (pid 77, root)", since.plusSeconds(60), "d1"));
  }

  /** What it says that its mode is. */
  public void setMode(String mode) {
    this.mode = mode;
  }

  @Override
  public synchronized DaemonStatus status() {
    return new DaemonStatus(
        "0.1.0",
        42,
        since,
        mode,
        "full",
        "random_read",
        0.93,
        "pressure, lower is better",
        Optional.of(-1.25),
        List.of(
            new InForce(
                "vm.swappiness",
                "60",
                "10",
                since.plusSeconds(600),
                Optional.of(new Gain(1.12, 1.04, 1.20)),
                "d4")),
        Optional.of(
            new OnTrial("vm.page-cluster=0", since.plusSeconds(7900), 3, Optional.empty(), "d5")),
        List.copyOf(givenUp),
        List.of(new Refused("vm.min_free_kbytes=1", "below the floor", since, "d1")),
        List.of("d5"),
        holding,
        List.of("the disk is full: decisions are kept in memory"),
        List.of(new Prefetching("/sys/fs/cgroup/batch.slice", 3, 2, 410, 12_345, 11_480)),
        new Cost(0.003, 58L << 20, 8000, Duration.ofMillis(21)));
  }

  @Override
  public MemoryLog decisions() {
    return decisions;
  }

  @Override
  public String prometheus() {
    return "# TYPE trimtab_up gauge\ntrimtab_up 1\n";
  }

  @Override
  public synchronized void freeze(Optional<Duration> time, String who) {
    holding = Optional.of("frozen by " + who + time.map(t -> " for " + t).orElse(""));
  }

  @Override
  public synchronized void thaw(String who) {
    holding = Optional.empty();
  }

  @Override
  public synchronized boolean resume(String tunable, String who) {
    return givenUp.removeIf(given -> given.tunable().equals(tunable));
  }

  @Override
  public String apply(String id, String who) {
    return id + " is in force, under watch";
  }

  @Override
  public Optional<String> reload() {
    return Optional.empty();
  }
}
