package io.trimtab.features.inference;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Decides when to score what has come in, and where: LAKE's execution policy. While vectors come
 * more slowly than the CPU scores one, each is scored at once. When they come faster they are
 * gathered, until a batch is full or the oldest would miss its deadline; then the batch goes to the
 * accelerator if it is large enough to pay for the way there, and nobody else is using it.
 *
 * <p>Unlike LAKE's time window, the deadline counts what the scoring itself takes: a vector is
 * scored by then, not handed over by then. Used by one thread.
 */
public final class ExecutionPolicy {
  /** What to do with what has come in. */
  public enum Decision {
    /** More may come in time. */
    WAIT,
    /** Score it on the CPU. */
    CPU,
    /** Score it on the accelerator. */
    ACCELERATOR
  }

  /**
   * How long to gather.
   *
   * @param batch vectors that are never exceeded
   * @param deadlineNanos from a vector's arrival to its score
   */
  public record Limits(int batch, long deadlineNanos) {}

  /** An accelerator, and what the model costs on it. */
  public record Accelerator(Processor processor, Costs costs) {}

  /** LAKE looks this often whether others use the accelerator. */
  private static final long LOOK_NANOS = 20_000_000;

  private static final int MOST_OTHERS = 1;
  private static final double MOST_UTILISATION = 0.7;

  /** Arrivals that the rate is taken over, in batches. */
  private static final int MEMORY = 4;

  private final Costs cpu;
  private final Optional<Accelerator> accelerator;
  private final OptionalInt breakEven;
  private final Limits limits;
  private final long[] arrivals;
  private long arrived;
  private long looked;
  private boolean hasLooked;
  private boolean contended;

  /**
   * @param cpu what the model costs on the CPU
   */
  public ExecutionPolicy(Costs cpu, Optional<Accelerator> accelerator, Limits limits) {
    this.cpu = cpu;
    this.accelerator = accelerator;
    this.breakEven =
        accelerator.isEmpty() ? OptionalInt.empty() : cpu.breakEven(accelerator.get().costs());
    this.limits = limits;
    this.arrivals = new long[MEMORY * limits.batch()];
  }

  /** A vector has come in. */
  public void arrived(long nanos) {
    arrivals[(int) (arrived % arrivals.length)] = nanos;
    arrived++;
  }

  /**
   * What to do now.
   *
   * @param pending vectors that wait, at least 1
   * @param oldest when the first of them came in
   * @param now the time by the same clock
   */
  public Decision decide(int pending, long oldest, long now) {
    boolean isUnhurried = pending == 1 && cpu.nanos(1) < meanInterval();
    if (isUnhurried) {
      return Decision.CPU;
    }
    Decision where = where(pending, now);
    boolean isFull = pending >= limits.batch();
    boolean isDue = now - oldest + cost(where, pending) >= limits.deadlineNanos();
    return isFull || isDue ? where : Decision.WAIT;
  }

  private Decision where(int pending, long now) {
    boolean pays = breakEven.isPresent() && pending >= breakEven.getAsInt();
    return pays && !isContended(now) ? Decision.ACCELERATOR : Decision.CPU;
  }

  private double cost(Decision where, int pending) {
    return where == Decision.ACCELERATOR
        ? accelerator.orElseThrow().costs().nanos(pending)
        : cpu.nanos(pending);
  }

  /** The mean time between the last arrivals; endless before there were two. */
  private double meanInterval() {
    int known = (int) Math.min(arrived, arrivals.length);
    if (known < 2) {
      return Double.POSITIVE_INFINITY;
    }
    long last = arrivals[(int) ((arrived - 1) % arrivals.length)];
    long first = arrivals[(int) ((arrived - known) % arrivals.length)];
    return (double) (last - first) / (known - 1);
  }

  private boolean isContended(long now) {
    if (!hasLooked || now - looked >= LOOK_NANOS) {
      Processor.Load load = accelerator.orElseThrow().processor().load();
      contended = load.otherProcesses() > MOST_OTHERS && load.utilisation() > MOST_UTILISATION;
      looked = now;
      hasLooked = true;
    }
    return contended;
  }
}
