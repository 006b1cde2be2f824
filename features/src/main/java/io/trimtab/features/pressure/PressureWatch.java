package io.trimtab.features.pressure;

/**
 * Watches pressure across a change, for a loop that makes one and wants to know whether to undo it:
 * it keeps the last values from before, and compares those since with them. The loop may ask after
 * every tick. Used by one thread.
 *
 * <pre>{@code
 * watch.accept(pressure);          // at every tick
 * watch.change();                  // when a tunable has been written
 * if (watch.comparison().verdict() == PressureVerdict.WORSE) { … }
 * watch.settle();                  // the change stays: what came since is the new before
 * }</pre>
 */
public final class PressureWatch {
  /**
   * How to watch.
   *
   * @param alpha the chance that it is ever wrong about a change, in (0, 1)
   * @param margin the smallest change that matters, as log2, not negative
   * @param before ticks to compare with, at least 2
   * @param transition ticks after a change that are left out
   * @param after ticks after which a change is no longer looked at, at least 1
   */
  public record Settings(double alpha, double margin, int before, int transition, int after) {
    /**
     * Checks them.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public Settings {
      if (!(alpha > 0 && alpha < 1) || !(margin >= 0)) {
        throw new IllegalArgumentException("out of range: alpha " + alpha + ", margin " + margin);
      }
      if (before < 2 || transition < 0 || after < 1) {
        throw new IllegalArgumentException(
            "out of range: before " + before + ", transition " + transition + ", after " + after);
      }
    }

    /** 5 % for errors and as the least that matters, 10 ticks before, one left out, up to 60. */
    public static Settings usual() {
      return new Settings(0.05, 0.07, 10, 1, 60);
    }
  }

  private final Settings settings;
  private final PressureWindow before;
  private final PressureWindow after;
  private boolean changed;
  private int leftOut;

  public PressureWatch(Settings settings) {
    this.settings = settings;
    this.before = new PressureWindow(settings.before());
    this.after = new PressureWindow(settings.after());
  }

  /** Takes in a tick's pressure; unknown ones tell nothing. */
  public void accept(Pressure pressure) {
    accept(pressure.value());
  }

  /**
   * The same of a value alone.
   *
   * @param value as log2; not a number if it is unknown
   */
  public void accept(double value) {
    if (!changed) {
      before.add(value);
    } else if (leftOut < settings.transition()) {
      leftOut++;
    } else if (!after.isFull()) {
      after.add(value);
    }
  }

  /** Something has been changed: from now on values are compared with those so far. */
  public void change() {
    changed = true;
    leftOut = 0;
    after.clear();
  }

  /** The change stays: what came since is what the next one is compared with. */
  public void settle() {
    changed = false;
    before.clear();
    before.addAll(after);
    after.clear();
  }

  /** Forgets everything, as when the change has been undone, or the load is another. */
  public void restart() {
    changed = false;
    before.clear();
    after.clear();
  }

  /** What is known now. */
  public PressureComparison comparison() {
    return PressureComparison.of(before, after, settings.alpha(), settings.margin());
  }

  /** Ticks since the change that were compared. */
  public int compared() {
    return after.count();
  }
}
