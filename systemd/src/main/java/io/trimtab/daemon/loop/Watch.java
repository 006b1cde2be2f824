package io.trimtab.daemon.loop;

import com.google.gson.JsonObject;
import io.trimtab.actuators.transaction.Configuration;
import io.trimtab.daemon.decision.Decision;
import io.trimtab.daemon.decision.DecisionKind;
import io.trimtab.features.pressure.PressureComparison;
import io.trimtab.features.pressure.PressureVerdict;
import io.trimtab.features.pressure.PressureWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Watches what is in force. When the objective becomes worse and stays so, everything is put aside
 * at once, and the ticks that follow are compared with those before: loads change by themselves,
 * and then it is worse still without. After an undo it verifies that the objective is back.
 */
final class Watch {
  private static final long TRUST_NANOS = 600_000_000_000L;

  /** Ticks to look at after an undo. */
  private static final int CHECKED = 12;

  private final Force force;
  private final Recall recall;
  private final ShiftDetector shift = new ShiftDetector();
  private final List<Proposal> again = new ArrayList<>();
  private Optional<Suspicion> suspicion = Optional.empty();
  private Optional<Recovery> recovery = Optional.empty();
  private OptionalLong trustedUntilNanos = OptionalLong.empty();
  private long changes;

  Watch(Force force, Recall recall) {
    this.force = force;
    this.recall = recall;
  }

  /** Forgets suspicions, as all is undone or the work is another. */
  void clear() {
    suspicion = Optional.empty();
    recovery = Optional.empty();
    again.clear();
    shift.restart();
  }

  /** What was usual before a change is what it is measured by. */
  void expect(PressureWindow usual) {
    shift.learn(usual);
    changes = force.changes();
  }

  /** What could not be told, and is to be tried again. */
  List<Proposal> takeAgain() {
    List<Proposal> taken = List.copyOf(again);
    again.clear();
    return taken;
  }

  /**
   * Looks at a tick without a trial.
   *
   * @param cost not a number if it is unknown
   * @return whether it is busy, so that nothing new may be tried
   */
  boolean tick(double cost, Sight now) {
    recovery.ifPresent(each -> recover(each, cost));
    if (suspicion.isPresent()) {
      suspect(suspicion.get(), cost, now);
      return true;
    }
    if (isAlarm(cost, now)) {
      suspectAll();
      return true;
    }
    return recovery.isPresent();
  }

  /**
   * Looks at a tick of a trial under which only what is watched was in force; whether that is to be
   * suspected, and the trial to end.
   *
   * @param cost not a number if it is unknown
   */
  boolean isAlarm(double cost, Sight now) {
    if (changes != force.changes()) {
      changes = force.changes();
      shift.restart();
    }
    if (force.holdings.isEmpty() || !shift.next(cost)) {
      return false;
    }
    if (isTrusted(now)) {
      shift.restart();
      return false;
    }
    return true;
  }

  /** Something was undone since it did harm: is the objective back where it was? */
  void verify(Decision undone, String subject, PressureWindow before) {
    recovery =
        Optional.of(
            new Recovery(
                new Comparing(
                    copy(before), CHECKED, 1, force.rules.config().exploration().worstLoss()),
                undone,
                subject));
  }

  private boolean isTrusted(Sight now) {
    return trustedUntilNanos.isPresent() && now.nanos() - trustedUntilNanos.getAsLong() < 0;
  }

  /** Puts everything aside, to see whether it is better without. */
  void suspectAll() {
    List<Memory.Kept> suspects = force.holdings.kept();
    String subject = Force.subject(suspects);
    PressureWindow before = copy(shift.shifted());
    Optional<String> trouble = force.releaseAll();
    Decision undone =
        force.ledger.write(
            DecisionKind.UNDONE,
            subject,
            "the objective became worse; is it better without?"
                + trouble.map(text -> " " + text).orElse(""),
            Optional.of(suspects.get(suspects.size() - 1).decision()));
    suspicion =
        Optional.of(
            new Suspicion(
                suspects,
                new Comparing(before, 2 * CHECKED, 1, force.rules.config().exploration().minGain()),
                undone));
  }

  private void suspect(Suspicion current, double cost, Sight now) {
    Comparing comparing = current.comparing();
    comparing.add(cost);
    PressureComparison result = comparing.result();
    if (result.verdict() == PressureVerdict.NO_DIFFERENCE && !comparing.isFull()) {
      return;
    }
    suspicion = Optional.empty();
    force.variation.clear();
    String subject = Force.subject(current.suspects());
    if (result.verdict() == PressureVerdict.WORSE) {
      trustedUntilNanos = OptionalLong.of(now.nanos() + TRUST_NANOS);
      recall.takeUp(current.suspects(), "it was the load: it is worse still without", now);
      return;
    }
    boolean isBack = result.verdict() == PressureVerdict.BETTER;
    JsonObject evidence = new JsonObject();
    evidence.addProperty("ratio", Math.pow(2, -result.change()));
    force.ledger.write(
        DecisionKind.RECOVERED,
        subject,
        isBack
            ? String.format(
                Locale.ROOT,
                "it is %.2f times better without; the originals stay",
                Math.pow(2, -result.change()))
            : "it is no worse without; the originals stay until another trial",
        Optional.of(current.decision().id()),
        evidence);
    for (Memory.Kept each : current.suspects()) {
      Configuration configuration = Holdings.configuration(each.values(), force.catalogue);
      force.memory.remember(
          force.stable.current(),
          configuration,
          each.origin(),
          isBack ? Ending.Result.WORSE : Ending.Result.ABANDONED,
          isBack ? Math.pow(2, result.change()) : 1,
          now.wall());
      if (!isBack) {
        again.add(
            new Proposal(
                configuration,
                each.origin(),
                "it was better before",
                force.stable.current(),
                now.nanos()));
      }
    }
    force.memory.drop(force.stable.current(), current.suspects());
  }

  private void recover(Recovery current, double cost) {
    current.comparing().add(cost);
    if (!current.comparing().isFull()) {
      return;
    }
    recovery = Optional.empty();
    PressureComparison result = current.comparing().result();
    boolean isBack = result.verdict() != PressureVerdict.WORSE;
    JsonObject evidence = new JsonObject();
    evidence.addProperty("ratio", Math.pow(2, -result.change()));
    force.ledger.write(
        DecisionKind.RECOVERED,
        current.subject(),
        isBack
            ? "the objective is back where it was"
            : String.format(
                Locale.ROOT,
                "the objective is not back: %.2f times what it was",
                Math.pow(2, -result.change())),
        Optional.of(current.decision().id()),
        evidence);
  }

  private static PressureWindow copy(PressureWindow window) {
    PressureWindow copy = new PressureWindow(Math.max(1, window.count()));
    copy.addAll(window);
    return copy;
  }
}
