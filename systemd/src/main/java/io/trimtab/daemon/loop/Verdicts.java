package io.trimtab.daemon.loop;

import com.google.gson.JsonObject;
import io.trimtab.actuators.transaction.Configuration;
import io.trimtab.daemon.control.DaemonStatus;
import io.trimtab.daemon.decision.Decision;
import io.trimtab.daemon.decision.DecisionKind;
import io.trimtab.tuner.measure.Judgement;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What follows from the end of a trial: the verdict is written down and remembered, what is better
 * is committed, what did harm is undone and recovery verified; and models are scored by it.
 */
final class Verdicts {
  private final Force force;
  private final Watch watch;
  private final Lessons lessons;
  private final Safeguards safeguards;
  private final Map<String, ModelScore> scores = new LinkedHashMap<>();

  /**
   * @param watch verifies that the objective is back where it was after harm
   */
  Verdicts(Force force, Watch watch, Lessons lessons, Safeguards safeguards) {
    this.force = force;
    this.watch = watch;
    this.lessons = lessons;
    this.safeguards = safeguards;
  }

  /** A trial is over. */
  void end(Experiment current, Ending ending, Sight now) {
    Optional<String> trouble = force.undo(current.applied());
    Judgement judgement = ending.judgement();
    JsonObject evidence = Ledger.judgement(judgement);
    evidence.addProperty("result", ending.result().name().toLowerCase(Locale.ROOT));
    trouble.ifPresent(why -> evidence.addProperty("trouble", why));
    String subject = Ledger.subject(current.applied().configuration());
    Decision judged =
        force.ledger.write(
            DecisionKind.JUDGED,
            subject,
            current.applied().configuration() + ": " + ending.why() + numbers(judgement),
            Optional.of(current.decision().id()),
            evidence);
    remember(current.proposal(), ending.result(), ending.ratio().orElse(1));
    lessons.of(current, ending, now);
    score(current.proposal().origin(), ending.result(), now);
    trouble.ifPresent(why -> force.ledger.once(DecisionKind.IMPAIRED, subject, why, now.wall()));
    if (ending.result() == Ending.Result.HARMFUL) {
      Decision undone =
          force.ledger.write(
              DecisionKind.UNDONE,
              subject,
              trouble
                      .map(why -> "not all originals are back (" + why + "): ")
                      .orElse("the originals are back: ")
                  + ending.why(),
              Optional.of(judged.id()));
      watch.verify(undone, subject, force.variation.window());
    } else if (ending.result() == Ending.Result.BETTER && trouble.isEmpty()) {
      commit(current, judgement, judged, now);
    }
  }

  private static String numbers(Judgement judgement) {
    return judgement.blocks() < 1
        ? ""
        : String.format(
            Locale.ROOT,
            " (%.3f times%s, %d blocks)",
            judgement.ratio(),
            Double.isFinite(judgement.ciHigh())
                ? String.format(
                    Locale.ROOT, ", from %.3f to %.3f", judgement.ciLow(), judgement.ciHigh())
                : "",
            judgement.blocks());
  }

  private void score(String origin, Ending.Result result, Sight now) {
    ModelScore score = scores.computeIfAbsent(origin, name -> new ModelScore());
    boolean wasPoor = score.isPoor();
    score.judged(result);
    if (safeguards.model() && !wasPoor && score.isPoor() && origin.equals(Proposal.POLICY)) {
      force.ledger.once(
          DecisionKind.REPLACED,
          "",
          "the policy is not asked any more: " + score.text(),
          now.wall());
    }
  }

  private void commit(Experiment current, Judgement judgement, Decision judged, Sight now) {
    Configuration configuration = current.applied().configuration();
    JsonObject evidence = Ledger.settings(configuration, current.applied().originals());
    Decision committed =
        force.ledger.write(
            DecisionKind.COMMITTED,
            Ledger.subject(configuration),
            configuration + " stays in force, under watch" + numbers(judgement),
            Optional.of(judged.id()),
            evidence);
    DaemonStatus.Gain gain =
        new DaemonStatus.Gain(judgement.ratio(), judgement.ciLow(), judgement.ciHigh());
    force.hold(
        configuration,
        new Memory.Kept(
            Memory.texts(configuration),
            current.applied().originals(),
            current.proposal().origin(),
            Optional.of(gain),
            now.wall(),
            committed.id(),
            0),
        now);
  }

  /** Without the safeguard: what is proposed is believed. */
  void keepUntried(Proposal proposal, Sight now) {
    remember(proposal, Ending.Result.BETTER, 1);
    Decision committed =
        force.ledger.write(
            DecisionKind.COMMITTED,
            Ledger.subject(proposal.configuration()),
            proposal.configuration() + " is put in force untried",
            Optional.empty());
    force.hold(
        proposal.configuration(),
        new Memory.Kept(
            Memory.texts(proposal.configuration()),
            Map.of(),
            proposal.origin(),
            Optional.empty(),
            now.wall(),
            committed.id(),
            0),
        now);
  }

  /** A trial ended before there was a verdict. */
  void abandon(Experiment current, String why) {
    Optional<String> trouble = force.undo(current.applied());
    remember(current.proposal(), Ending.Result.ABANDONED, 1);
    force.ledger.write(
        DecisionKind.UNDONE,
        Ledger.subject(current.applied().configuration()),
        "the trial of "
            + current.applied().configuration()
            + " ended early: "
            + why
            + trouble.map(text -> "; " + text).orElse(""),
        Optional.of(current.decision().id()));
  }

  /** It was not even begun. */
  void refuse(Proposal proposal, String why, Sight now) {
    force.ledger.refuse(proposal.configuration().toString(), why, Optional.empty(), now.wall());
    remember(proposal, Ending.Result.ABANDONED, 1);
  }

  private void remember(Proposal proposal, Ending.Result result, double ratio) {
    force.memory.remember(
        proposal.workload(),
        proposal.configuration(),
        proposal.origin(),
        result,
        ratio,
        force.instant());
  }

  /** Whether too little of what a model proposed was any good. */
  boolean isPoor(String origin) {
    ModelScore score = scores.get(origin);
    return score != null && score.isPoor();
  }
}
