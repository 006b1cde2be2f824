package io.trimtab.daemon.loop;

import io.trimtab.daemon.DaemonException;
import io.trimtab.daemon.control.DaemonStatus;
import io.trimtab.daemon.decision.DecisionKind;
import io.trimtab.daemon.prefetch.PrefetchChild;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Prefetching as a part of the daemon: a process for each cgroup that the configuration names, for
 * as long as the cgroup is there. It writes nothing that would have to be undone.
 */
final class PrefetchPart implements AutoCloseable {
  /** After one that failed; until then whatever was wrong is hardly mended. */
  private static final long PAUSE_NANOS = Duration.ofMinutes(10).toNanos();

  private final Function<Path, PrefetchChild> maker;
  private final Supplier<Optional<String>> obstacle;
  private final Ledger ledger;
  private final Map<Path, PrefetchChild> children = new LinkedHashMap<>();
  private final Map<Path, Long> pausedUntil = new HashMap<>();

  /**
   * @param maker starts to look after a cgroup
   * @param obstacle why that cannot help on this host, if so
   */
  PrefetchPart(
      Function<Path, PrefetchChild> maker, Supplier<Optional<String>> obstacle, Ledger ledger) {
    this.maker = maker;
    this.obstacle = obstacle;
    this.ledger = ledger;
  }

  /**
   * Sees to it that these cgroups are looked after, and no others.
   *
   * @param nanos by a clock that never jumps
   */
  void tick(List<Path> wanted, long nanos, Instant wall) {
    for (Path cgroup : List.copyOf(children.keySet())) {
      if (!wanted.contains(cgroup)) {
        end(cgroup);
      }
    }
    for (Path cgroup : wanted) {
      Optional<PrefetchChild> child = Optional.ofNullable(children.get(cgroup));
      if (child.isEmpty()) {
        begin(cgroup, nanos, wall);
      } else if (!child.get().isAlive()) {
        // One that ends well has seen its cgroup end.
        end(cgroup);
        child.get().trouble().ifPresent(why -> pause(cgroup, why, nanos, wall));
      }
    }
  }

  private void begin(Path cgroup, long nanos, Instant wall) {
    Long until = pausedUntil.get(cgroup);
    if ((until != null && nanos - until < 0) || !Files.exists(cgroup.resolve("cgroup.procs"))) {
      return;
    }
    Optional<String> noHelp = obstacle.get();
    if (noHelp.isPresent()) {
      pause(cgroup, noHelp.get(), nanos, wall);
      return;
    }
    try {
      children.put(cgroup, maker.apply(cgroup));
    } catch (DaemonException e) {
      pause(cgroup, String.valueOf(e.getMessage()), nanos, wall);
    }
  }

  private void pause(Path cgroup, String why, long nanos, Instant wall) {
    pausedUntil.put(cgroup, nanos + PAUSE_NANOS);
    ledger.once(DecisionKind.IMPAIRED, "", "no prefetching for " + cgroup + ": " + why, wall);
  }

  private void end(Path cgroup) {
    Optional.ofNullable(children.remove(cgroup)).ifPresent(PrefetchChild::close);
  }

  /** How it goes, for each cgroup that has told. */
  List<DaemonStatus.Prefetching> status() {
    List<DaemonStatus.Prefetching> all = new ArrayList<>();
    children.forEach(
        (cgroup, child) ->
            child
                .latest()
                .ifPresent(
                    report ->
                        all.add(
                            new DaemonStatus.Prefetching(
                                cgroup.toString(),
                                report.processes(),
                                report.helped(),
                                report.waited(),
                                report.fetched(),
                                report.used()))));
    return all;
  }

  @Override
  public void close() {
    List.copyOf(children.keySet()).forEach(this::end);
  }
}
