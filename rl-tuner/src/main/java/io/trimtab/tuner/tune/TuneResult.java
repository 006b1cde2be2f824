package io.trimtab.tuner.tune;

import io.trimtab.actuators.transaction.Configuration;
import io.trimtab.tuner.measure.Direction;
import io.trimtab.tuner.measure.Drift;
import io.trimtab.tuner.measure.Judgement;
import io.trimtab.tuner.search.Importance;
import java.util.List;
import java.util.Optional;

/**
 * What a session found.
 *
 * @param direction whether less or more of the objective is better
 * @param baseline the median reading with the values that were in force
 * @param best the configuration that was re-validated, better or not; empty when nothing looked
 *     better
 * @param judgement what fresh blocks say of it; none without a best configuration
 * @param trials every configuration that was measured, in order
 * @param importance every tunable's effect, largest first
 * @param noise standard deviation of one block's log-ratio, from the baseline's own spread
 * @param drift how the baseline moved meanwhile
 * @param disturbed how many blocks were measured again because something outside disturbed them
 * @param seconds how long it all took
 * @param ending why it ended
 * @param committed the journal's number of the kept values
 */
public record TuneResult(
    Direction direction,
    double baseline,
    Optional<Configuration> best,
    Optional<Judgement> judgement,
    List<Trial> trials,
    List<Importance> importance,
    double noise,
    Drift drift,
    int disturbed,
    double seconds,
    Ending ending,
    Optional<Long> committed) {
  /** Why a session ended. */
  public enum Ending {
    /** Everything was done. */
    COMPLETE,
    /** The time was over. */
    BUDGET,
    /** Someone asked to stop. */
    INTERRUPTED
  }

  public TuneResult {
    trials = List.copyOf(trials);
    importance = List.copyOf(importance);
  }
}
