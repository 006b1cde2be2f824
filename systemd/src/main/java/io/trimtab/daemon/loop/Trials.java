package io.trimtab.daemon.loop;

import com.google.gson.JsonObject;
import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.catalogue.Tunable;
import io.trimtab.actuators.guard.Refusal;
import io.trimtab.actuators.transaction.Configuration;
import io.trimtab.daemon.config.Mode;
import io.trimtab.daemon.control.DaemonStatus;
import io.trimtab.daemon.decision.Decision;
import io.trimtab.daemon.decision.DecisionKind;
import io.trimtab.tuner.measure.Judgement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Trials: what is asked of the model, what is tried of its answers, and what came of that. */
final class Trials {
  private static final int MOST_ADVICE = 12;

  /** Ticks from one question to the model to the next that came to nothing. */
  private static final int TICKS_BETWEEN_QUESTIONS = 15;

  private final Force force;
  private final ModelSide model;
  private final Watch watch;
  private final Safeguards safeguards;
  private final Map<String, ModelScore> scores = new LinkedHashMap<>();
  private final Deque<Proposal> again = new ArrayDeque<>();
  private final Map<String, Decision> advice = new LinkedHashMap<>();
  private Budget budget;
  private Optional<Experiment> experiment = Optional.empty();
  private long ticks;
  private long lastQuestion = -TICKS_BETWEEN_QUESTIONS;

  /**
   * No trial is under way.
   *
   * @param watch verifies that the objective is back where it was after harm
   */
  Trials(Force force, ModelSide model, Watch watch, Safeguards safeguards) {
    this.force = force;
    this.model = model;
    this.watch = watch;
    this.safeguards = safeguards;
    this.budget = new Budget(force.config().exploration().share());
  }

  /** A tick passed: candidates have less time left, or more. */
  void tick() {
    ticks++;
    budget.tick(experiment.filter(each -> each.trial().isCandidate()).isPresent());
  }

  boolean isUnderWay() {
    return experiment.isPresent();
  }

  /** The trial under way, if there is one. */
  Optional<Experiment> experiment() {
    return experiment;
  }

  /** Whether a trial of a tunable is under way. */
  boolean isOn(String tunable) {
    return experiment.filter(each -> each.applied().contains(tunable)).isPresent();
  }

  /** Decisions to advise something that nobody has asked for yet. */
  List<String> advice() {
    return advice.values().stream().map(Decision::id).toList();
  }

  /** Share of time that candidates were in force. */
  double used() {
    return budget.used();
  }

  /** Is to be tried again, before anything new. */
  void again(List<Proposal> proposals) {
    again.addAll(proposals);
  }

  /** Nothing is to be tried again. */
  void forget() {
    again.clear();
  }

  /** Advice was taken. */
  void taken(Decision decision) {
    advice.values().removeIf(each -> each.id().equals(decision.id()));
  }

  /** Takes the configuration that is in force now. */
  void configure() {
    budget = new Budget(force.config().exploration().share());
    if (experiment.isPresent() && !force.permitsAll(experiment.get().applied().configuration())) {
      end("the configuration does not allow it any more");
    }
  }

  /**
   * Asks, or begins with what was answered.
   *
   * @param holding why nothing may be tried, if so
   */
  void propose(Sight now, Optional<String> holding) {
    Optional<Proposal> ready = again.isEmpty() ? model.take(now.nanos()) : next(now, holding);
    model
        .trouble()
        .ifPresent(
            why ->
                force.ledger.once(
                    DecisionKind.REPLACED,
                    "",
                    "the model that proposes trials is replaced by the defaults: " + why,
                    now.wall()));
    boolean mayTry = holding.isEmpty() && !now.workload().isIdle();
    if (ready.isPresent()) {
      Proposal proposal = ready.get();
      boolean isStale =
          proposal.isExpired(now.nanos()) || !proposal.workload().equals(force.stable.current());
      if (safeguards.expiry() && isStale) {
        force.ledger.refuse(
            proposal.configuration().toString(),
            "it was proposed too long ago, or for another workload",
            Optional.empty(),
            now.wall());
      } else if (mayTry) {
        consider(proposal, now);
      }
      return;
    }
    boolean isTime = ticks - lastQuestion >= TICKS_BETWEEN_QUESTIONS;
    if (mayTry && isTime && model.isFree() && isReady()) {
      lastQuestion = ticks;
      model.ask(question(now));
    }
  }

  /** What is to be tried again, with the time at hand: it was this daemon's own idea. */
  private Optional<Proposal> next(Sight now, Optional<String> holding) {
    if (!isReady() || holding.isPresent()) {
      return Optional.empty();
    }
    Proposal first = again.removeFirst();
    return Optional.of(
        new Proposal(
            first.configuration(), first.origin(), first.reason(), first.workload(), now.nanos()));
  }

  private boolean isReady() {
    return force.variation.isKnown() && !force.stable.current().isEmpty();
  }

  private Question question(Sight now) {
    List<String> permitted =
        force.catalogue.all().stream().filter(force::isPermitted).map(Tunable::name).toList();
    Set<String> closed = new HashSet<>(force.memory.closed(force.stable.current(), now.wall()));
    closed.addAll(advice.keySet());
    Workload workload =
        new Workload(force.stable.current(), now.workload().confidence(), now.workload().vector());
    boolean isTrusted = !safeguards.model() || !isPoor(Proposal.POLICY);
    return new Question(
        now.nanos(),
        workload,
        force.holdings.values(),
        permitted,
        closed,
        force.memory.tried(force.stable.current()),
        isTrusted);
  }

  private boolean isPoor(String origin) {
    ModelScore score = scores.get(origin);
    return score != null && score.isPoor();
  }

  private void consider(Proposal proposal, Sight now) {
    Configuration configuration = proposal.configuration();
    Optional<Refusal> refusal = force.rails().check(configuration, false);
    if (refusal.isEmpty() && !force.permitsAll(configuration)) {
      refusal =
          Optional.of(
              new Refusal(Ledger.subject(configuration), Refusal.Rule.ALLOWED, "it was given up"));
    }
    if (refusal.isPresent()) {
      refuse(proposal, refusal.get().tunable() + ": " + refusal.get().reason(), now);
    } else if (force.config().mode() == Mode.ADVISE) {
      advise(proposal);
    } else if (!safeguards.harm()) {
      keepUntried(proposal, now);
    } else {
      begin(proposal, now);
    }
  }

  private void refuse(Proposal proposal, String why, Sight now) {
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

  private void advise(Proposal proposal) {
    String key = Tried.key(Memory.texts(proposal.configuration()));
    if (advice.size() < MOST_ADVICE && !advice.containsKey(key)) {
      JsonObject evidence = Ledger.settings(proposal.configuration(), Map.of());
      evidence.addProperty("origin", proposal.origin());
      evidence.addProperty("reason", proposal.reason());
      advice.put(
          key,
          force.ledger.write(
              DecisionKind.ADVISED,
              Ledger.subject(proposal.configuration()),
              proposal.configuration() + " would be tried: " + proposal.reason(),
              Optional.empty(),
              evidence));
    }
  }

  private void begin(Proposal proposal, Sight now) {
    TrialRules rules = TrialRules.of(force.config(), force.variation);
    if (!budget.allows(2 * rules.ticks())) {
      again.addFirst(proposal);
      return;
    }
    try {
      Applied applied =
          Applied.begin(force.actuator, proposal.configuration(), Holdings.PURPOSE + ": trial");
      JsonObject evidence = Ledger.settings(proposal.configuration(), applied.originals());
      evidence.addProperty("origin", proposal.origin());
      evidence.addProperty("reason", proposal.reason());
      evidence.addProperty("ticks", rules.ticks());
      evidence.addProperty("noise", rules.noise());
      Decision decision =
          force.ledger.write(
              DecisionKind.TRIED,
              Ledger.subject(proposal.configuration()),
              proposal.configuration() + ": " + proposal.reason(),
              Optional.empty(),
              evidence);
      Trial trial = new Trial(rules, force.variation.window(), safeguards.harm());
      experiment = Optional.of(new Experiment(applied, trial, proposal, decision, now.wall()));
    } catch (ActuatorException e) {
      refuse(proposal, String.valueOf(e.getMessage()), now);
    }
  }

  /**
   * Goes on with the trial under way.
   *
   * @param objective what may be learned from the tick
   * @param holding why nothing may be tried, if so
   */
  void goOn(OptionalDouble objective, Sight now, Optional<String> holding) {
    Experiment current = experiment.orElseThrow();
    Trial trial = current.trial();
    if (holding.isPresent()) {
      end(holding.get());
      return;
    }
    if (trial.isBetweenBlocks() && !budget.allows(2)) {
      return; // It goes on when candidates may be in force again.
    }
    try {
      boolean isBad = safeguards.data() && now.bad().isPresent();
      switch (trial.next(objective, isBad, now.broken().isEmpty())) {
        case STAY -> {}
        case TO_CANDIDATE -> toCandidate(current, now);
        case TO_BASELINE -> {
          current.applied().revert();
          force.foreign.wrote(current.applied().configuration().values().keySet());
          force.restored();
        }
        case END -> end(current, trial.ending().orElseThrow(), now);
      }
    } catch (ActuatorException e) {
      abandon(current, String.valueOf(e.getMessage()));
    }
  }

  private void toCandidate(Experiment current, Sight now) {
    Configuration configuration = current.applied().configuration();
    Optional<Refusal> refusal = force.rails().write(configuration, now.nanos());
    if (refusal.isPresent()) {
      abandon(current, refusal.get().tunable() + ": " + refusal.get().reason());
      return;
    }
    force.trip().changed();
    current.applied().apply();
    force.foreign.wrote(configuration.values().keySet());
  }

  private void end(Experiment current, Ending ending, Sight now) {
    experiment = Optional.empty();
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
    remember(current.proposal(), ending.result(), judgement.ratio());
    score(current.proposal().origin(), ending.result(), now);
    trouble.ifPresent(why -> force.ledger.once(DecisionKind.IMPAIRED, subject, why, now.wall()));
    if (ending.result() == Ending.Result.HARMFUL) {
      Decision undone =
          force.ledger.write(
              DecisionKind.UNDONE,
              subject,
              "the originals are back: " + ending.why(),
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
  private void keepUntried(Proposal proposal, Sight now) {
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

  /** Ends the trial under way, if there is one. */
  void end(String why) {
    experiment.ifPresent(current -> abandon(current, why));
  }

  private void abandon(Experiment current, String why) {
    experiment = Optional.empty();
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
}
