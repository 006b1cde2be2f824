package io.trimtab.fuzz.tunable;

import io.trimtab.fuzz.tunable.Health.State;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Trials on a machine; what is asked again is not run again. */
final class Trials {
  /** Draws of the same trial, where one is not enough. */
  static final int DRAWS = 3;

  private static final double SLOW = 4;

  private final TunableMachine machine;
  private final BooleanSupplier isOver;
  private final Map<String, Health> known = new HashMap<>();
  private double usual = Double.MAX_VALUE;
  private int count;

  /** There is to be no further trial: whatever was being looked into stays open. */
  static final class Over extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Over() {
      super("no time is left for a trial", null, false, false);
    }
  }

  /**
   * @param isOver asked before each trial; once it says so, every trial that would have to be run
   *     throws {@link Over}
   */
  Trials(TunableMachine machine, BooleanSupplier isOver) {
    this.machine = machine;
    this.isOver = isOver;
  }

  /** How many have been run. */
  int count() {
    return count;
  }

  Health once(Setting setting, long draw) throws InterruptedException {
    String key = draw + " " + setting;
    Health health = known.get(key);
    if (health == null) {
      if (isOver.getAsBoolean()) {
        throw new Over();
      }
      count++;
      health = judged(machine.run(setting, draw));
      known.put(key, health);
    }
    return health;
  }

  /** From now on what takes several times as long is slow. */
  void usual(double seconds) {
    usual = seconds;
  }

  private Health judged(Health health) {
    return health.state() == State.WELL && health.seconds() > SLOW * usual
        ? new Health(
            State.SLOW,
            health.seconds(),
            "its work took %.1f times as long as usual".formatted(health.seconds() / usual))
        : health;
  }

  /** The state that most draws come to; the first one's if all differ. */
  State state(Setting setting) throws InterruptedException {
    State first = once(setting, 0).state();
    State second = once(setting, 1).state();
    return first == second || once(setting, 2).state() != second ? first : second;
  }

  /**
   * The middle of what its work takes over the draws, in seconds; NaN unless all of them are well.
   */
  double seconds(Setting setting) throws InterruptedException {
    List<Double> seconds = new ArrayList<>();
    for (int draw = 0; draw < DRAWS; draw++) {
      Health health = once(setting, draw);
      if (health.state() != State.WELL) {
        return Double.NaN;
      }
      seconds.add(health.seconds());
    }
    Collections.sort(seconds);
    return seconds.get(DRAWS / 2);
  }
}
