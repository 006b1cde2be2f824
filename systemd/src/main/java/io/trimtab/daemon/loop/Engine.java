package io.trimtab.daemon.loop;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.catalogue.Catalogue;
import io.trimtab.actuators.catalogue.Tunable;
import io.trimtab.actuators.catalogue.Value;
import io.trimtab.actuators.guard.GlobalTrip;
import io.trimtab.actuators.guard.GuardRails;
import io.trimtab.actuators.guard.MemoryFloor;
import io.trimtab.actuators.guard.Permission;
import io.trimtab.actuators.guard.Refusal;
import io.trimtab.actuators.guard.WriteRate;
import io.trimtab.actuators.transaction.Actuator;
import io.trimtab.actuators.transaction.Configuration;
import io.trimtab.daemon.config.DaemonConfig;
import io.trimtab.daemon.config.Mode;
import io.trimtab.daemon.control.DaemonStatus;
import io.trimtab.daemon.decision.Decision;
import io.trimtab.daemon.decision.DecisionKind;
import io.trimtab.features.pressure.PressureComparison;
import io.trimtab.features.pressure.PressureVerdict;
import io.trimtab.features.pressure.PressureWindow;
import io.trimtab.tuner.measure.Judgement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * The loop's actuator side: from what a tick shows to what is in force. It never waits for a model,
 * and everything that it writes it can undo. One thread calls it at a time.
 */
final class Engine {
  /** Ticks to look at after an undo. */
  private static final int CHECKED = 12;

  private static final int MOST_ADVICE = 12;
  private static final long TRUST_NANOS = 600_000_000_000L;

  /** Ticks from one question to the model to the next that came to nothing. */
  private static final int TICKS_BETWEEN_QUESTIONS = 15;

  private final Actuator actuator;
  private final Catalogue catalogue;
  private final Ledger ledger;
  private final Memory memory;
  private final Store store;
  private final ModelSide model;
  private final Optional<ReadaheadPart> readahead;
  private final ZoneId zone;
  private final Safeguards safeguards;
  private final MemoryFloor floor;
  private final ForeignHands foreign;
  private final Holdings holdings;
  private final StableClass stable = new StableClass();
  private final Variation variation = new Variation();
  private final ShiftDetector shift = new ShiftDetector();
  private final Map<String, ModelScore> scores = new LinkedHashMap<>();
  private final Deque<Proposal> again = new ArrayDeque<>();
  private final Map<String, Decision> advice = new LinkedHashMap<>();

  private DaemonConfig config;
  private GuardRails rails;
  private GlobalTrip trip;
  private Budget budget;
  private Optional<Experiment> experiment = Optional.empty();
  private Optional<Suspicion> suspicion = Optional.empty();
  private Optional<Recovery> recovery = Optional.empty();
  private Optional<Decision> tripped = Optional.empty();
  private long trippedUntilNanos;
  private OptionalLong trustedUntilNanos = OptionalLong.empty();
  private long ticks;
  private long lastQuestion = -TICKS_BETWEEN_QUESTIONS;
  private Optional<Sight> sight = Optional.empty();

  /** The class that what is in force is for. */
  private String heldFor = "";

  private Optional<String> storeTrouble = Optional.empty();

  /** Stores what is remembered. */
  interface Store {
    /** What stands against it, if something does. */
    Optional<String> save(Memory memory);
  }

  Engine(
      DaemonConfig config,
      Actuator actuator,
      Ledger ledger,
      Memory memory,
      Store store,
      ModelSide model,
      Optional<ReadaheadPart> readahead,
      MemoryFloor floor,
      ZoneId zone,
      Safeguards safeguards) {
    this.config = config;
    this.actuator = actuator;
    this.catalogue = actuator.catalogue();
    this.ledger = ledger;
    this.memory = memory;
    this.store = store;
    this.model = model;
    this.readahead = readahead;
    this.zone = zone;
    this.safeguards = safeguards;
    this.floor = floor;
    this.foreign = new ForeignHands(catalogue);
    this.holdings = new Holdings(actuator, config.mode() != Mode.TRIAL);
    this.rails = rails(config);
    this.trip = trip(config);
    this.budget = new Budget(config.exploration().share());
  }

  private GuardRails rails(DaemonConfig from) {
    DaemonConfig.Tunables tunables = from.tunables();
    GuardRails made =
        new GuardRails(
            catalogue,
            new Permission(tunables.allow(), tunables.deny(), tunables.risk()),
            floor,
            new WriteRate(from.guard().writesPerMinute()));
    for (Held each : holdings.all()) {
      each.applied().originals().forEach((name, text) -> original(made, name, text));
    }
    return made;
  }

  private void original(GuardRails to, String name, String text) {
    catalogue
        .find(name)
        .ifPresent(
            tunable -> {
              try {
                to.original(tunable.name(), tunable.type().parseKernel(text));
              } catch (IllegalArgumentException e) {
                // What was there before is not of the tunable's form, and no floor either.
              }
            });
  }

  private static GlobalTrip trip(DaemonConfig from) {
    return new GlobalTrip(from.guard().psiFull(), from.guard().psiWindow().toNanos());
  }

  /** Goes on with what an earlier daemon left in force. */
  void adopt() {
    memory
        .allKept()
        .forEach(
            (workload, all) -> {
              for (Memory.Kept each : all) {
                if (each.transaction() != 0 && actuator.isActive(each.transaction())) {
                  adopt(workload, each);
                }
              }
            });
  }

  private void adopt(String workload, Memory.Kept kept) {
    try {
      holdings.adopt(kept);
      stable.begin(workload);
      heldFor = workload;
      ledger.workload(workload);
      kept.originals().forEach((name, text) -> original(rails, name, text));
    } catch (ActuatorException e) {
      ledger.write(
          DecisionKind.IMPAIRED,
          String.join(" ", kept.values().keySet()),
          "what an earlier daemon left in force is not understood: " + e.getMessage(),
          Optional.of(kept.decision()));
    }
  }

  /** Takes another configuration: what is not allowed any more is undone. */
  void configure(DaemonConfig to) {
    if (!to.exploration().equals(config.exploration()) || !to.goal().equals(config.goal())) {
      endTrial("the configuration is another");
    }
    config = to;
    rails = rails(to);
    trip = trip(to);
    budget = new Budget(to.exploration().share());
    for (String name : List.copyOf(holdings.values().keySet())) {
      Optional<Tunable> tunable = catalogue.find(name);
      if (tunable.isPresent() && !isPermitted(tunable.get())) {
        release(name, "the configuration does not allow it any more");
      }
    }
    if (experiment.isPresent() && !permitsAll(experiment.get().applied().configuration())) {
      endTrial("the configuration does not allow it any more");
    }
  }

  DaemonConfig config() {
    return config;
  }

  private boolean permitsAll(Configuration configuration) {
    return configuration.values().keySet().stream()
        .allMatch(name -> catalogue.find(name).filter(this::isPermitted).isPresent());
  }

  private boolean isPermitted(Tunable tunable) {
    return rails.permitted().test(tunable)
        && memory.givenUp(tunable.name()).isEmpty()
        && !isReadaheads(tunable.name());
  }

  /** The readahead of disks is the readahead part's alone, where that is at work. */
  private boolean isReadaheads(String name) {
    return readahead.isPresent() && name.startsWith("block.") && name.endsWith(".read_ahead_kb");
  }

  /** What a tick shows, and what follows from it. */
  void tick(Sight now) {
    ticks++;
    sight = Optional.of(now);
    budget.tick(experiment.filter(each -> each.trial().isCandidate()).isPresent());
    Optional<String> distress = trip.next(now.signs());
    if (distress.isPresent()) {
      trip(distress.get(), now);
    }
    yieldToOthers(now);
    if (tripped.isPresent()) {
      release(now);
    }
    if (tripped.isEmpty()) {
      if (!isFrozen(now)) {
        stable.next(now.workload()).ifPresent(name -> changeClass(name, now));
      }
      OptionalDouble objective = safeguards.data() ? now.trusted() : now.objective();
      learn(objective, now);
      readahead.ifPresent(part -> part.tick(now, memory));
    }
    yieldWhatIsLeft(now);
    save();
  }

  private void save() {
    if (memory.takeChanged()) {
      storeTrouble = store.save(memory);
      storeTrouble.ifPresent(why -> ledger.once(DecisionKind.IMPAIRED, "", why, instant()));
    }
  }

  private Instant instant() {
    return sight.map(Sight::wall).orElse(Instant.EPOCH);
  }

  private void learn(OptionalDouble objective, Sight now) {
    double cost =
        objective.isPresent() && objective.getAsDouble() > 0
            ? Scale.cost(objective.getAsDouble(), config.goal().direction())
            : Double.NaN;
    if (experiment.isPresent()) {
      goOn(experiment.get(), objective, now);
      return;
    }
    variation.add(cost);
    recovery.ifPresent(each -> recover(each, cost));
    if (suspicion.isPresent()) {
      suspect(suspicion.get(), cost, now);
      return;
    }
    if (safeguards.harm() && !holdings.isEmpty() && shift.next(cost)) {
      if (isTrusted(now)) {
        shift.restart();
      } else {
        suspectAll(now);
        return;
      }
    }
    if (recovery.isEmpty()) {
      propose(now);
    }
  }

  // Trials.

  private void propose(Sight now) {
    Optional<Proposal> ready = again.isEmpty() ? model.take(now.nanos()) : next(now);
    model
        .trouble()
        .ifPresent(
            why ->
                ledger.once(
                    DecisionKind.REPLACED,
                    "",
                    "the model that proposes trials is replaced by the defaults: " + why,
                    now.wall()));
    boolean mayTry = holding(now).isEmpty() && !now.workload().isIdle();
    if (ready.isPresent()) {
      Proposal proposal = ready.get();
      boolean isStale =
          proposal.isExpired(now.nanos()) || !proposal.workload().equals(stable.current());
      if (safeguards.expiry() && isStale) {
        ledger.refuse(
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
  private Optional<Proposal> next(Sight now) {
    if (!isReady() || holding(now).isPresent()) {
      return Optional.empty();
    }
    Proposal first = again.removeFirst();
    return Optional.of(
        new Proposal(
            first.configuration(), first.origin(), first.reason(), first.workload(), now.nanos()));
  }

  private boolean isReady() {
    return variation.isKnown() && !stable.current().isEmpty();
  }

  private Question question(Sight now) {
    List<String> permitted =
        catalogue.all().stream().filter(this::isPermitted).map(Tunable::name).toList();
    java.util.Set<String> closed =
        new java.util.HashSet<>(memory.closed(stable.current(), now.wall()));
    closed.addAll(advice.keySet());
    Workload workload =
        new Workload(stable.current(), now.workload().confidence(), now.workload().vector());
    boolean isTrusted = !safeguards.model() || !isPoor(Proposal.POLICY);
    return new Question(
        now.nanos(),
        workload,
        holdings.values(),
        permitted,
        closed,
        memory.tried(stable.current()),
        isTrusted);
  }

  private boolean isPoor(String origin) {
    ModelScore score = scores.get(origin);
    return score != null && score.isPoor();
  }

  private void consider(Proposal proposal, Sight now) {
    Configuration configuration = proposal.configuration();
    Optional<Refusal> refusal = rails.check(configuration, false);
    if (refusal.isEmpty() && !permitsAll(configuration)) {
      refusal =
          Optional.of(
              new Refusal(Ledger.subject(configuration), Refusal.Rule.ALLOWED, "it was given up"));
    }
    if (refusal.isPresent()) {
      refuse(proposal, refusal.get().tunable() + ": " + refusal.get().reason(), now);
    } else if (config.mode() == Mode.ADVISE) {
      advise(proposal);
    } else if (!safeguards.harm()) {
      keepUntried(proposal, now);
    } else {
      begin(proposal, now);
    }
  }

  private void refuse(Proposal proposal, String why, Sight now) {
    ledger.refuse(proposal.configuration().toString(), why, Optional.empty(), now.wall());
    remember(proposal, Ending.Result.ABANDONED, 1);
  }

  private void remember(Proposal proposal, Ending.Result result, double ratio) {
    memory.remember(
        proposal.workload(), proposal.configuration(), proposal.origin(), result, ratio, instant());
  }

  private void advise(Proposal proposal) {
    String key = Tried.key(Memory.texts(proposal.configuration()));
    if (advice.size() < MOST_ADVICE && !advice.containsKey(key)) {
      JsonObject evidence = Ledger.settings(proposal.configuration(), Map.of());
      evidence.addProperty("origin", proposal.origin());
      evidence.addProperty("reason", proposal.reason());
      advice.put(
          key,
          ledger.write(
              DecisionKind.ADVISED,
              Ledger.subject(proposal.configuration()),
              proposal.configuration() + " would be tried: " + proposal.reason(),
              Optional.empty(),
              evidence));
    }
  }

  private void begin(Proposal proposal, Sight now) {
    TrialRules rules = TrialRules.of(config, variation);
    if (!budget.allows(2 * rules.ticks())) {
      again.addFirst(proposal);
      return;
    }
    try {
      Applied applied =
          Applied.begin(actuator, proposal.configuration(), Holdings.PURPOSE + ": trial");
      JsonObject evidence = Ledger.settings(proposal.configuration(), applied.originals());
      evidence.addProperty("origin", proposal.origin());
      evidence.addProperty("reason", proposal.reason());
      evidence.addProperty("ticks", rules.ticks());
      evidence.addProperty("noise", rules.noise());
      Decision decision =
          ledger.write(
              DecisionKind.TRIED,
              Ledger.subject(proposal.configuration()),
              proposal.configuration() + ": " + proposal.reason(),
              Optional.empty(),
              evidence);
      Trial trial = new Trial(rules, variation.window(), safeguards.harm());
      experiment = Optional.of(new Experiment(applied, trial, proposal, decision, now.wall()));
    } catch (ActuatorException e) {
      refuse(proposal, String.valueOf(e.getMessage()), now);
    }
  }

  private void goOn(Experiment current, OptionalDouble objective, Sight now) {
    Trial trial = current.trial();
    Optional<String> holding = holding(now);
    if (holding.isPresent()) {
      endTrial(holding.get());
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
          foreign.wrote(current.applied().configuration().values().keySet());
          restored();
        }
        case END -> end(current, trial.ending().orElseThrow(), now);
      }
    } catch (ActuatorException e) {
      abandon(current, String.valueOf(e.getMessage()));
    }
  }

  private void toCandidate(Experiment current, Sight now) {
    Configuration configuration = current.applied().configuration();
    Optional<Refusal> refusal = rails.write(configuration, now.nanos());
    if (refusal.isPresent()) {
      abandon(current, refusal.get().tunable() + ": " + refusal.get().reason());
      return;
    }
    trip.changed();
    current.applied().apply();
    foreign.wrote(configuration.values().keySet());
  }

  private void end(Experiment current, Ending ending, Sight now) {
    experiment = Optional.empty();
    Optional<String> trouble = undo(current.applied());
    Judgement judgement = ending.judgement();
    JsonObject evidence = Ledger.judgement(judgement);
    evidence.addProperty("result", ending.result().name().toLowerCase(Locale.ROOT));
    trouble.ifPresent(why -> evidence.addProperty("trouble", why));
    String subject = Ledger.subject(current.applied().configuration());
    Decision judged =
        ledger.write(
            DecisionKind.JUDGED,
            subject,
            current.applied().configuration() + ": " + ending.why() + numbers(judgement),
            Optional.of(current.decision().id()),
            evidence);
    remember(current.proposal(), ending.result(), judgement.ratio());
    score(current.proposal().origin(), ending.result(), now);
    trouble.ifPresent(why -> ledger.once(DecisionKind.IMPAIRED, subject, why, now.wall()));
    if (ending.result() == Ending.Result.HARMFUL) {
      Decision undone =
          ledger.write(
              DecisionKind.UNDONE,
              subject,
              "the originals are back: " + ending.why(),
              Optional.of(judged.id()));
      PressureWindow before = copy(variation.window());
      recovery =
          Optional.of(
              new Recovery(
                  new Comparing(before, CHECKED, 1, config.exploration().worstLoss()),
                  undone,
                  subject));
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
      ledger.once(
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
        ledger.write(
            DecisionKind.COMMITTED,
            Ledger.subject(configuration),
            configuration + " stays in force, under watch" + numbers(judgement),
            Optional.of(judged.id()),
            evidence);
    DaemonStatus.Gain gain =
        new DaemonStatus.Gain(judgement.ratio(), judgement.ciLow(), judgement.ciHigh());
    hold(
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

  /** Puts a configuration in force for the present class; whether it is. */
  private boolean hold(Configuration configuration, Memory.Kept kept, Sight now) {
    try {
      trip.changed();
      holdings.take(configuration, kept, this::store);
      foreign.wrote(configuration.values().keySet());
      shift.restart();
      variation.clear();
      return true;
    } catch (ActuatorException e) {
      ledger.refuse(
          configuration.toString(),
          String.valueOf(e.getMessage()),
          Optional.of(kept.decision()),
          now.wall());
      return false;
    }
  }

  /** What is in force is what is kept for the present class. */
  private void store() {
    memory.keep(stable.current(), holdings.kept());
    save();
  }

  /** Without the safeguard: what is proposed is believed. */
  private void keepUntried(Proposal proposal, Sight now) {
    remember(proposal, Ending.Result.BETTER, 1);
    Decision committed =
        ledger.write(
            DecisionKind.COMMITTED,
            Ledger.subject(proposal.configuration()),
            proposal.configuration() + " is put in force untried",
            Optional.empty());
    hold(
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

  private void endTrial(String why) {
    experiment.ifPresent(current -> abandon(current, why));
  }

  private void abandon(Experiment current, String why) {
    experiment = Optional.empty();
    Optional<String> trouble = undo(current.applied());
    remember(current.proposal(), Ending.Result.ABANDONED, 1);
    ledger.write(
        DecisionKind.UNDONE,
        Ledger.subject(current.applied().configuration()),
        "the trial of "
            + current.applied().configuration()
            + " ended early: "
            + why
            + trouble.map(text -> "; " + text).orElse(""),
        Optional.of(current.decision().id()));
  }

  private Optional<String> undo(Applied applied) {
    Optional<String> trouble = holdings.undo(applied);
    foreign.wrote(applied.configuration().values().keySet());
    restored();
    return trouble;
  }

  private void restored() {
    if (holdings.isEmpty()) {
      trip.restored();
    }
  }

  // What is in force, under watch.

  private boolean isTrusted(Sight now) {
    return trustedUntilNanos.isPresent() && now.nanos() - trustedUntilNanos.getAsLong() < 0;
  }

  private void suspectAll(Sight now) {
    List<Memory.Kept> suspects = holdings.kept();
    String subject = subject(suspects);
    PressureWindow before = copy(shift.shifted());
    Optional<String> trouble = releaseAll();
    Decision undone =
        ledger.write(
            DecisionKind.UNDONE,
            subject,
            "the objective became worse; is it better without?"
                + trouble.map(text -> " " + text).orElse(""),
            Optional.of(suspects.get(suspects.size() - 1).decision()));
    suspicion =
        Optional.of(
            new Suspicion(
                suspects,
                new Comparing(before, 2 * CHECKED, 1, config.exploration().minGain()),
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
    variation.clear();
    String subject = subject(current.suspects());
    if (result.verdict() == PressureVerdict.WORSE) {
      trustedUntilNanos = OptionalLong.of(now.nanos() + TRUST_NANOS);
      takeUp(current.suspects(), "it was the load: it is worse still without", now);
      return;
    }
    boolean isBack = result.verdict() == PressureVerdict.BETTER;
    JsonObject evidence = new JsonObject();
    evidence.addProperty("ratio", Math.pow(2, -result.change()));
    ledger.write(
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
      Configuration configuration = Holdings.configuration(each.values(), catalogue);
      memory.remember(
          stable.current(),
          configuration,
          each.origin(),
          isBack ? Ending.Result.WORSE : Ending.Result.ABANDONED,
          isBack ? Math.pow(2, result.change()) : 1,
          now.wall());
      if (!isBack) {
        again.addLast(
            new Proposal(
                configuration,
                each.origin(),
                "it was better before",
                stable.current(),
                now.nanos()));
      }
    }
    memory.keep(stable.current(), List.of());
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
    ledger.write(
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

  private static String subject(List<Memory.Kept> all) {
    return String.join(
        " ", all.stream().flatMap(each -> each.values().keySet().stream()).distinct().toList());
  }

  private static PressureWindow copy(PressureWindow window) {
    PressureWindow copy = new PressureWindow(Math.max(1, window.count()));
    copy.addAll(window);
    return copy;
  }

  private Optional<String> releaseAll() {
    foreign.wrote(holdings.values().keySet());
    Optional<String> trouble = holdings.release();
    trip.restored();
    return trouble;
  }

  /** Puts remembered values in force again. */
  private void takeUp(List<Memory.Kept> all, String why, Sight now) {
    memory.keep(stable.current(), List.of());
    for (Memory.Kept each : all) {
      try {
        Configuration configuration = Holdings.configuration(each.values(), catalogue);
        Optional<Refusal> refusal = refusal(configuration, each.origin().isEmpty(), now);
        if (refusal.isPresent()) {
          ledger.refuse(
              configuration.toString(),
              refusal.get().reason(),
              Optional.of(each.decision()),
              now.wall());
          continue;
        }
        Decision committed =
            ledger.write(
                DecisionKind.COMMITTED,
                Ledger.subject(configuration),
                configuration + " is in force again: " + why,
                Optional.of(each.decision()),
                Ledger.settings(configuration, each.originals()));
        hold(configuration, each.with(committed.id(), 0), now);
      } catch (ActuatorException e) {
        ledger.refuse(
            String.join(" ", each.values().keySet()),
            String.valueOf(e.getMessage()),
            Optional.of(each.decision()),
            now.wall());
      }
    }
  }

  /** What stands against putting something in force again. */
  private Optional<Refusal> refusal(Configuration configuration, boolean isAskedFor, Sight now) {
    for (String name : configuration.values().keySet()) {
      if (memory.givenUp(name).isPresent()) {
        return Optional.of(new Refusal(name, Refusal.Rule.ALLOWED, "it was given up"));
      }
    }
    Optional<Refusal> refusal = rails.check(configuration, isAskedFor);
    return refusal.isPresent() ? refusal : rails.write(configuration, now.nanos());
  }

  private void changeClass(String name, Sight now) {
    List<Memory.Kept> before = holdings.kept();
    String old = heldFor;
    heldFor = name;
    endTrial("the host's work is now " + name);
    suspicion = Optional.empty();
    recovery = Optional.empty();
    again.clear();
    variation.clear();
    shift.restart();
    ledger.workload(name);
    JsonObject evidence = new JsonObject();
    evidence.addProperty("confidence", now.workload().confidence());
    Decision recognised =
        ledger.write(
            DecisionKind.RECOGNISED, "", "the host's work is " + name, Optional.empty(), evidence);
    if (!before.isEmpty()) {
      Optional<String> trouble = releaseAll();
      memory.keep(old, before.stream().map(each -> each.with(each.decision(), 0)).toList());
      ledger.write(
          DecisionKind.UNDONE,
          subject(before),
          "put aside until the host's work is "
              + old
              + " again"
              + trouble.map(text -> "; " + text).orElse(""),
          Optional.of(recognised.id()));
    }
    if (config.mode() != Mode.ADVISE && !memory.kept(name).isEmpty()) {
      takeUp(memory.kept(name), "the host's work is " + name, now);
    }
  }

  // Yielding.

  private void yieldToOthers(Sight now) {
    Map<String, String> inForce = new LinkedHashMap<>(holdings.shown());
    experiment.ifPresent(current -> inForce.putAll(current.applied().shown()));
    Predicate<Tunable> watched =
        tunable -> isPermitted(tunable) || inForce.containsKey(tunable.name());
    for (ForeignHands.Change change : foreign.look(now, inForce, watched)) {
      if (change.isGone()) {
        release(change.tunable(), "it is gone, with its device");
      } else if (change.who().isPresent()) {
        giveUp(change, change.who().get(), inForce, now);
      } else {
        reassert(change, now);
      }
    }
  }

  /** What an undo left alone. */
  private void yieldWhatIsLeft(Sight now) {
    holdings
        .takeStrangers()
        .forEach(
            (name, value) -> {
              if (memory.givenUp(name).isEmpty()) {
                giveUp(
                    new ForeignHands.Change(name, value, Optional.of(ForeignHands.UNKNOWN)),
                    ForeignHands.UNKNOWN,
                    Map.of(),
                    now);
              }
            });
  }

  private void giveUp(
      ForeignHands.Change change, String who, Map<String, String> inForce, Sight now) {
    String name = change.tunable();
    boolean isOurs = inForce.containsKey(name);
    Optional<String> cause =
        holdings.all().stream()
            .filter(each -> each.applied().contains(name))
            .map(each -> each.kept().decision())
            .reduce((first, last) -> last);
    JsonObject evidence = new JsonObject();
    evidence.addProperty("who", who);
    evidence.addProperty("value", change.value());
    Decision yielded =
        ledger.write(
            DecisionKind.YIELDED,
            name,
            who + " set it to " + change.value() + (isOurs ? "; it is theirs now" : ""),
            cause,
            evidence);
    memory.giveUp(new DaemonStatus.GivenUp(name, who, now.wall(), yielded.id()));
    memory.dropKept(name);
    if (experiment.filter(each -> each.applied().contains(name)).isPresent()) {
      endTrial(name + " was set by somebody else");
    }
    if (holdings.all().stream().anyMatch(each -> each.applied().contains(name))) {
      holdings.release(name);
      store();
    }
    // An undo cannot tell a value that somebody else wrote from the same one of ours.
    if (isOurs) {
      giveBack(name, change.value(), now);
    }
  }

  private void giveBack(String name, String value, Sight now) {
    try {
      Tunable tunable = catalogue.get(name);
      Value theirs = tunable.type().parseKernel(value);
      if (!catalogue.read(tunable).equals(theirs)) {
        Applied applied =
            Applied.begin(
                actuator,
                new Configuration(Map.of(name, theirs)),
                Holdings.PURPOSE + ": as somebody else had set it");
        applied.apply();
        applied.commit();
      }
    } catch (ActuatorException | IllegalArgumentException e) {
      ledger.once(
          DecisionKind.IMPAIRED,
          name,
          "the value that somebody else set is not in force: " + e.getMessage(),
          now.wall());
    }
  }

  /** The kernel recomputed it, as it does when CPUs come and go. */
  private void reassert(ForeignHands.Change change, Sight now) {
    String name = change.tunable();
    if (experiment.filter(each -> each.applied().contains(name)).isPresent()) {
      endTrial("the kernel has set " + name + " to " + change.value());
    }
    List<Held> released = holdings.release(name);
    holdings.takeStrangers(); // It was the kernel.
    for (int i = released.size() - 1; i >= 0; i--) {
      Memory.Kept kept = released.get(i).kept();
      Configuration configuration = released.get(i).applied().configuration();
      Decision decision =
          ledger.write(
              DecisionKind.REASSERTED,
              name,
              "the kernel had set it to " + change.value() + " when CPUs came or went",
              Optional.of(kept.decision()));
      hold(configuration, kept.with(decision.id(), 0), now);
    }
    store();
  }

  private void release(String name, String why) {
    List<Held> released = holdings.release(name);
    for (Held each : released) {
      ledger.write(
          DecisionKind.UNDONE,
          Ledger.subject(each.applied().configuration()),
          why,
          Optional.of(each.kept().decision()));
    }
    store();
  }

  // The global guard, and being told.

  private void trip(String why, Sight now) {
    trip.clear();
    trippedUntilNanos = now.nanos() + config.guard().hold().toNanos();
    if (tripped.isPresent()) {
      return; // All is undone already; the hold begins anew.
    }
    endTrial(why);
    List<Memory.Kept> before = holdings.kept();
    Optional<String> trouble = releaseAll();
    readahead.ifPresent(ReadaheadPart::release);
    suspicion = Optional.empty();
    recovery = Optional.empty();
    again.clear();
    for (Memory.Kept each : before) {
      memory.remember(
          stable.current(),
          Holdings.configuration(each.values(), catalogue),
          each.origin(),
          Ending.Result.ABANDONED,
          1,
          now.wall());
    }
    memory.keep(stable.current(), List.of());
    String summary =
        "all is undone, and nothing tried for "
            + config.guard().hold().toSeconds()
            + " s: "
            + why
            + trouble.map(text -> "; " + text).orElse("");
    tripped =
        Optional.of(ledger.write(DecisionKind.TRIPPED, subject(before), summary, Optional.empty()));
  }

  private void release(Sight now) {
    if (now.nanos() - trippedUntilNanos >= 0) {
      ledger.write(DecisionKind.RELEASED, "", "trials may go on", tripped.map(Decision::id));
      tripped = Optional.empty();
      variation.clear();
      shift.restart();
    }
  }

  private boolean isFrozen(Sight now) {
    return memory.frozenUntil().filter(until -> now.wall().isBefore(until)).isPresent();
  }

  /** Why nothing is tried, if so. */
  private Optional<String> holding(Sight now) {
    if (tripped.isPresent()) {
      return Optional.of("tripped");
    }
    if (isFrozen(now)) {
      return Optional.of("frozen");
    }
    if (!config.parts().contains(DaemonConfig.Part.TRIALS)) {
      return Optional.of("the configuration has no trials");
    }
    if (!Windows.contain(config.windows(), now.wall(), zone)) {
      return Optional.of("outside all windows");
    }
    return storeTrouble.isPresent() ? storeTrouble : ledger.log().impairment();
  }

  void freeze(Optional<Duration> time, String who) {
    memory.freeze(Optional.of(time.map(instant()::plus).orElse(Instant.MAX)));
    endTrial("frozen by " + who);
    ledger.write(
        DecisionKind.FROZEN,
        "",
        "frozen by " + who + time.map(t -> " for " + t.toSeconds() + " s").orElse(""),
        Optional.empty());
    save();
  }

  void thaw(String who) {
    memory.freeze(Optional.empty());
    ledger.write(DecisionKind.THAWED, "", "thawed by " + who, Optional.empty());
    save();
  }

  boolean resume(String tunable, String who) {
    String name = catalogue.find(tunable).map(Tunable::name).orElse(tunable);
    Optional<String> cause = memory.givenUp(name).map(DaemonStatus.GivenUp::decision);
    boolean was = memory.takeBack(name);
    if (was) {
      ledger.write(DecisionKind.RESUMED, name, "taken back by " + who, cause);
      readahead.ifPresent(part -> part.resume(name));
      save();
    }
    return was;
  }

  /** Puts a piece of advice in force; what came of it, in a line. */
  String apply(Decision decision, String who) {
    if (decision.kind() != DecisionKind.ADVISED
        || !(decision.evidence().get("settings") instanceof JsonObject settings)) {
      return decision.id() + " is no advice; see trimtab status";
    }
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonElement> entry : settings.entrySet()) {
      texts.put(entry.getKey(), entry.getValue().getAsString());
    }
    Sight now = sight.orElseThrow(() -> ActuatorException.failed("the daemon has just begun"));
    try {
      Configuration configuration = Holdings.configuration(texts, catalogue);
      Optional<Refusal> refusal = rails.check(configuration, true);
      if (refusal.isPresent()) {
        return refused(configuration, refusal.get().reason(), decision, now);
      }
      endTrial("advice is applied");
      Applied applied = Applied.begin(actuator, configuration, Holdings.PURPOSE + ": advice");
      Decision committed =
          ledger.write(
              DecisionKind.COMMITTED,
              Ledger.subject(configuration),
              configuration + " is in force, as " + who + " asked for",
              Optional.of(decision.id()),
              Ledger.settings(configuration, applied.originals()));
      trip.changed();
      holdings.take(
          applied,
          new Memory.Kept(
              Memory.texts(configuration),
              applied.originals(),
              "",
              Optional.empty(),
              now.wall(),
              committed.id(),
              0),
          this::store);
      shift.restart();
      shift.learn(variation.window());
      foreign.wrote(configuration.values().keySet());
      advice.values().removeIf(each -> each.id().equals(decision.id()));
      return configuration + " is in force, under watch";
    } catch (ActuatorException e) {
      return refused(new Configuration(Map.of()), String.valueOf(e.getMessage()), decision, now);
    }
  }

  private String refused(Configuration configuration, String why, Decision decision, Sight now) {
    ledger.refuse(
        configuration.isEmpty() ? decision.subject() : configuration.toString(),
        why,
        Optional.of(decision.id()),
        now.wall());
    return "refused: " + why;
  }

  /** The daemon ends: undoes everything, or all but what is committed. */
  Optional<String> stop(boolean undoes) {
    endTrial("the daemon ends");
    readahead.ifPresent(ReadaheadPart::close);
    Optional<String> trouble = Optional.empty();
    if (undoes) {
      trouble = releaseAll();
      memory.noneInForce();
    } else {
      holdings.leave();
    }
    save();
    return trouble;
  }

  /** What it is at. */
  EngineView view() {
    List<DaemonStatus.InForce> inForce = new ArrayList<>();
    for (Held each : holdings.all()) {
      each.applied()
          .configuration()
          .values()
          .forEach(
              (name, value) ->
                  inForce.add(
                      new DaemonStatus.InForce(
                          name,
                          each.kept().originals().getOrDefault(name, ""),
                          value.text(),
                          each.kept().since(),
                          each.kept().gain(),
                          each.kept().decision())));
    }
    readahead.ifPresent(part -> inForce.addAll(part.inForce()));
    return new EngineView(
        stable.current(),
        sight,
        inForce,
        experiment.map(Engine::onTrial),
        List.copyOf(memory.allGivenUp()),
        ledger.refused(),
        advice.values().stream().map(Decision::id).toList(),
        sight.flatMap(this::holding),
        storeTrouble,
        budget.used());
  }

  private static DaemonStatus.OnTrial onTrial(Experiment current) {
    Optional<DaemonStatus.Gain> soFar =
        current.trial().soFar().map(j -> new DaemonStatus.Gain(j.ratio(), j.ciLow(), j.ciHigh()));
    return new DaemonStatus.OnTrial(
        current.applied().configuration().toString(),
        current.since(),
        current.trial().blocks(),
        soFar,
        current.decision().id());
  }
}
