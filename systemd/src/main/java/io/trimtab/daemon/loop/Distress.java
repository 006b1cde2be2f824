package io.trimtab.daemon.loop;

import io.trimtab.daemon.decision.Decision;
import io.trimtab.daemon.decision.DecisionKind;
import java.util.List;
import java.util.Optional;

/** A host in distress gets everything undone, and is left alone for a while. */
final class Distress {
  private final Force force;
  private final Trials trials;
  private final Watch watch;
  private final Optional<ReadaheadPart> readahead;
  private Optional<Decision> tripped = Optional.empty();
  private long untilNanos;

  Distress(Force force, Trials trials, Watch watch, Optional<ReadaheadPart> readahead) {
    this.force = force;
    this.trials = trials;
    this.watch = watch;
    this.readahead = readahead;
  }

  /** Looks for distress, and acts; or goes on when the hold is over. */
  void look(Sight now) {
    force.rules.trip().next(now.signs()).ifPresent(why -> trip(why, now));
    if (tripped.isPresent() && now.nanos() - untilNanos >= 0) {
      force.ledger.write(DecisionKind.RELEASED, "", "trials may go on", tripped.map(Decision::id));
      tripped = Optional.empty();
      force.variation.clear();
      watch.clear();
    }
  }

  /** Whether nothing is to be tried. */
  boolean isHolding() {
    return tripped.isPresent();
  }

  private void trip(String why, Sight now) {
    force.rules.trip().clear();
    untilNanos = now.nanos() + force.rules.config().guard().hold().toNanos();
    if (tripped.isPresent() && force.holdings.isEmpty()) {
      return; // All is undone already; the hold begins anew.
    }
    trials.end(why);
    List<Memory.Kept> before = force.heldAndWaiting();
    force.waiting.clear();
    // First what came last: it may have changed what stands below it.
    readahead.ifPresent(ReadaheadPart::release);
    Optional<String> trouble = force.releaseAll();
    trials.forget();
    watch.clear();
    for (Memory.Kept each : before) {
      force.memory.remember(
          force.stable.current(),
          Holdings.configuration(each.values(), force.catalogue),
          each.origin(),
          Ending.Result.ABANDONED,
          1,
          now.wall());
    }
    force.keep(force.stable.current(), List.of());
    force.memory.drop(force.stable.current(), before);
    String summary =
        "all is undone, and nothing tried for "
            + force.rules.config().guard().hold().toSeconds()
            + " s: "
            + why
            + trouble.map(text -> "; " + text).orElse("");
    tripped =
        Optional.of(
            force.ledger.write(
                DecisionKind.TRIPPED, Force.subject(before), summary, Optional.empty()));
  }
}
