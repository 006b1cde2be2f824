package io.trimtab.daemon.prefetch;

import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.linux.Promptness;
import io.trimtab.actuators.prefetch.Joining;
import io.trimtab.collector.linux.FaultRing;
import io.trimtab.collector.linux.Pages;
import io.trimtab.daemon.DaemonException;
import io.trimtab.features.prefetch.Prefetcher;
import io.trimtab.features.prefetch.ProcessPrefetching;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Looks at the faults of chosen processes, learns from them, and has the pages brought in that will
 * be needed next. It works on a thread of its own until it is closed.
 */
public final class PrefetchLoop implements AutoCloseable {
  private static final Path ROOT = Path.of("/");
  private static final int DRAINED = 256;

  /**
   * Where there are few processors, whoever looks often takes from the program: on two, one look in
   * 30 us slowed it by a tenth more than one in 150.
   */
  private static final long REST_NANOS =
      Runtime.getRuntime().availableProcessors() < 4 ? 150_000 : 30_000;

  /** While nothing is asked for there is no hurry: faults are read many at a time. */
  private static final long LONG_REST_NANOS = 1_000_000;

  private static final long EAGER_NANOS = 20_000_000;
  private static final long WAIT_NANOS = 100_000_000;
  private static final long REPORT_NANOS = 250_000_000;

  private final FaultRing ring;
  private final Fetchers fetchers;
  private final PrefetchSettings settings;
  private final int pageShift = Integer.numberOfTrailingZeros(Pages.bytes());
  private final PrefetchTargets targets;
  private final long[] wanted = new long[Prefetcher.MOST];
  private final FaultRing.Sink sink = new Feed();
  private final MemoryRoom room = new MemoryRoom(ROOT, Pages.bytes());
  private final HostStalls stalls = new HostStalls(ROOT);
  private final FaultPace pace = new FaultPace(2 * REST_NANOS);
  private final Thread thread = new Thread(this::work, "prefetch-loop");
  private long askedAt;
  private volatile PrefetchReport report = Totals.EMPTY;
  private volatile Optional<RuntimeException> failure = Optional.empty();
  private volatile Optional<String> obstacle = Optional.empty();
  private volatile boolean open = true;

  private PrefetchLoop(FaultRing ring, PrefetchSettings settings) {
    this.ring = ring;
    this.settings = settings;
    this.fetchers = new Fetchers(settings.threads(), settings.pagesPerSecond());
    this.targets = new PrefetchTargets(fetchers, this::target);
  }

  private PrefetchTarget target(int pid, long start, int place) {
    return new PrefetchTarget(
        pid,
        start,
        place,
        new ProcessPrefetching(
            settings.predictor().get(), room.pages(pid), settings.isGuarded(), stalls),
        Reclaim.of(pid, ROOT, room));
  }

  /**
   * Starts to look after processes.
   *
   * @param ring whose faults; it is closed with the loop
   */
  public static PrefetchLoop start(FaultRing ring, PrefetchSettings settings) {
    PrefetchLoop loop = new PrefetchLoop(ring, settings);
    loop.thread.setDaemon(true);
    loop.thread.start();
    return loop;
  }

  /** How it went until a moment ago. */
  public PrefetchReport report() {
    return report;
  }

  /** Why it ended by itself, if it did. */
  public Optional<RuntimeException> failure() {
    return failure;
  }

  private void work() {
    try {
      FaultRing.sharpenTimer();
      Promptness.raise();
      long reported = System.nanoTime();
      while (open) {
        int drained = ring.drain(sink, DRAINED);
        fetchers.publish();
        targets.takeResults();
        long now = System.nanoTime();
        pace.observe(drained, now);
        if (now - reported >= REPORT_NANOS) {
          reported = now;
          targets.sweep(now);
          report = summary();
        }
        if (drained == DRAINED) {
          continue;
        }
        if (pace.isFast()) {
          ring.rest(now - askedAt < EAGER_NANOS ? REST_NANOS : LONG_REST_NANOS);
        } else {
          ring.await(WAIT_NANOS);
        }
      }
      targets.takeResults();
    } catch (RuntimeException e) {
      failure = Optional.of(e);
    } catch (Error e) {
      // Nobody else would hear of it.
      failure = Optional.of(DaemonException.failed("prefetching failed: " + e, e));
    } finally {
      report = summary();
      targets.forEach(target -> target.reclaim.close());
    }
  }

  /** What the ring tells. */
  private final class Feed implements FaultRing.Sink {
    @Override
    public void fault(
        long at, long address, long start, int pid, int tid, int majors, int minors, int ip) {
      PrefetchTarget target = targets.of(pid, start);
      if (target != null) {
        take(target, address >>> pageShift, at, tid, majors, ip);
      }
    }

    @Override
    public void exec(long at, long start, int pid) {
      // What was learned of the old program's addresses says nothing of the new one's.
      PrefetchTarget target = targets.find(pid);
      if (target != null) {
        targets.drop(target);
      }
    }

    @Override
    public void exit(long at, long start, int pid) {
      PrefetchTarget target = targets.find(pid);
      if (target != null && target.start == start) {
        targets.drop(target);
      }
    }
  }

  private void take(PrefetchTarget target, long page, long at, int tid, int majors, int ip) {
    target.count(tid, majors, at);
    fetchers.advance(target.place, target.active);
    int count = target.prefetching.onFault(page, at, tid, ip, wanted);
    if (count == 0) {
      return;
    }
    boolean mayAsk =
        !settings.isWatching() && !target.isLost && !target.reclaim.isHard(at) && hold(target);
    if (mayAsk) {
      askedAt = System.nanoTime();
    }
    for (int i = 0; i < count; i++) {
      long due = target.active + target.prefetching.patience(i);
      if (!mayAsk || !fetchers.offer(target.place, wanted[i], at, due)) {
        target.prefetching.asked().dropped(wanted[i]);
      }
    }
  }

  private boolean hold(PrefetchTarget target) {
    if (target.isHeld) {
      return true;
    }
    try {
      if (fetchers.hold(target.place, target.pid, target.start)) {
        target.isHeld = true;
        return true;
      }
    } catch (ActuatorException e) {
      obstacle = Optional.of(e.getMessage());
    }
    target.isLost = true;
    return false;
  }

  private PrefetchReport summary() {
    List<PrefetchReport.OfProcess> processes = new ArrayList<>();
    targets.forEach(
        target ->
            processes.add(
                new PrefetchReport.OfProcess(
                    target.pid,
                    target.faults,
                    target.prefetching.asked().fetched(),
                    target.prefetching.asked().used(),
                    target.prefetching.verdict(),
                    target.prefetching.gain())));
    Totals totals = targets.totals();
    return totals.report(fetchers, ring.lost() + totals.untended, cpuNanos(), processes);
  }

  private long cpuNanos() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return LongStream.concat(
            LongStream.of(thread.getId()), fetchers.threadIds().stream().mapToLong(id -> id))
        .map(threads::getThreadCpuTime)
        .filter(time -> time > 0)
        .sum();
  }

  /** Why a process could not be advised, of the latest one. */
  public Optional<String> obstacle() {
    return obstacle;
  }

  /** Stops; {@link #report} is the last one then. */
  public void end() {
    open = false;
    ring.wake();
    Joining.await(thread);
  }

  @Override
  public void close() {
    end();
    fetchers.close();
    ring.close();
  }
}
