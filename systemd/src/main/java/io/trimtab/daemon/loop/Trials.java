package io.trimtab.daemon.loop;

import com.google.gson.JsonObject;
import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.catalogue.Tunable;
import io.trimtab.actuators.guard.Refusal;
import io.trimtab.actuators.transaction.Configuration;
import io.trimtab.daemon.config.Mode;
import io.trimtab.daemon.decision.Decision;
import io.trimtab.daemon.decision.DecisionKind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Trials: what is asked of the model, what is tried of its answers, and what came of that. */
final class Trials {
  /** Ticks from one question to the model to the next that came to nothing. */
  private static final int TICKS_BETWEEN_QUESTIONS = 15;

  private final Force force;
  private final ModelSide model;
  private final Verdicts verdicts;
  private final Safeguards safeguards;
  private final Deque<Proposal> again = new ArrayDeque<>();
  private final Advice advice;
  private Budget budget;
  private Optional<Experiment> experiment = Optional.empty();
  private long ticks;
  private int rested;
  private long lastQuestion = -TICKS_BETWEEN_QUESTIONS;

  /**
   * No trial is under way.
   *
   * @param verdicts draws the consequences when one is over
   */
  Trials(Force force, ModelSide model, Verdicts verdicts, Safeguards safeguards) {
    this.force = force;
    this.model = model;
    this.verdicts = verdicts;
    this.safeguards = safeguards;
    this.advice = new Advice(force.ledger);
    this.budget = new Budget(force.rules.config().exploration().share());
  }

  /** A tick passed: candidates have less time left, or more. */
  void tick() {
    ticks++;
    boolean isCandidate = experiment.filter(each -> each.trial().isCandidate()).isPresent();
    budget.tick(isCandidate);
    rested = isCandidate ? 0 : rested + 1;
  }

  /** Whether no candidate was in force in this tick, nor a moment before it. */
  boolean isAtRest() {
    return rested > TrialRules.TRANSITION;
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
    return advice.ids();
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
    advice.taken(decision);
  }

  /** Takes the configuration that is in force now. */
  void configure() {
    budget = new Budget(force.rules.config().exploration().share());
    if (experiment.isPresent()
        && !force.rules.permitsAll(experiment.get().applied().configuration())) {
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
        force.catalogue.all().stream().filter(force.rules::isPermitted).map(Tunable::name).toList();
    Set<String> closed = new HashSet<>(force.memory.closed(force.stable.current(), now.wall()));
    closed.addAll(advice.keys());
    boolean isTrusted = !safeguards.model() || !verdicts.isPoor(Proposal.POLICY);
    return new Question(
        now.nanos(),
        workload(now),
        force.holdings.values(),
        permitted,
        closed,
        force.memory.tried(force.stable.current()),
        isTrusted);
  }

  /** What is tuned for: the class that has been stable, with the features of the moment. */
  private Workload workload(Sight now) {
    return new Workload(
        force.stable.current(), now.workload().confidence(), now.workload().vector());
  }

  private void consider(Proposal proposal, Sight now) {
    Configuration configuration = proposal.configuration();
    Optional<Refusal> refusal = force.rules.rails().check(configuration, false);
    if (refusal.isEmpty() && !force.rules.permitsAll(configuration)) {
      refusal =
          Optional.of(
              new Refusal(Ledger.subject(configuration), Refusal.Rule.ALLOWED, "it was given up"));
    }
    if (refusal.isPresent()) {
      verdicts.refuse(proposal, refusal.get().tunable() + ": " + refusal.get().reason(), now);
    } else if (force.rules.config().mode() == Mode.ADVISE) {
      advice.give(proposal);
    } else if (!safeguards.harm()) {
      verdicts.keepUntried(proposal, now);
    } else {
      begin(proposal, now);
    }
  }

  private void begin(Proposal proposal, Sight now) {
    TrialRules rules = TrialRules.of(force.rules.config(), force.variation);
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
      experiment =
          Optional.of(
              new Experiment(applied, trial, proposal, workload(now), decision, now.wall()));
    } catch (ActuatorException e) {
      verdicts.refuse(proposal, String.valueOf(e.getMessage()), now);
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
      switch (trial.next(objective, isBad, now.constraints())) {
        case STAY -> {}
        case TO_CANDIDATE -> toCandidate(current, now);
        case TO_BASELINE -> {
          current.applied().revert();
          force.foreign.wrote(current.applied().configuration().values().keySet());
          force.restored();
        }
        case END -> {
          experiment = Optional.empty();
          verdicts.end(current, trial.ending().orElseThrow(), now);
        }
      }
    } catch (ActuatorException e) {
      abandon(current, String.valueOf(e.getMessage()));
    }
  }

  private void toCandidate(Experiment current, Sight now) {
    Configuration configuration = current.applied().configuration();
    Optional<Refusal> refusal = force.rules.rails().write(configuration, now.nanos());
    if (refusal.isPresent()) {
      current.trial().postpone(); // Only the rate can stand against it here, and that passes.
      return;
    }
    force.rules.trip().changed();
    current.applied().apply();
    force.foreign.wrote(configuration.values().keySet());
  }

  /** Ends the trial under way, if there is one. */
  void end(String why) {
    experiment.ifPresent(current -> abandon(current, why));
  }

  private void abandon(Experiment current, String why) {
    experiment = Optional.empty();
    verdicts.abandon(current, why);
  }
}
