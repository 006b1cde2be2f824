package io.trimtab.daemon.loop;

import io.trimtab.actuators.catalogue.Catalogue;
import io.trimtab.actuators.catalogue.Value;
import io.trimtab.actuators.guard.MemoryFloor;
import io.trimtab.actuators.journal.StepListener;
import io.trimtab.actuators.transaction.Actuator;
import io.trimtab.actuators.transaction.Configuration;
import io.trimtab.actuators.transaction.StatePaths;
import io.trimtab.daemon.config.DaemonConfig;
import io.trimtab.daemon.decision.Decision;
import io.trimtab.daemon.decision.DecisionKind;
import io.trimtab.daemon.decision.MemoryDecisionLog;
import io.trimtab.daemon.recording.Lesson;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.random.RandomGeneratorFactory;

/** An engine on a simulated host, tick by tick, without threads. */
final class EngineBench implements AutoCloseable {
  final SimulatedHost host;
  final Actuator actuator;
  final MemoryDecisionLog log;
  final Engine engine;
  final Memory memory;
  final List<Lesson> lessons = new ArrayList<>();
  private final boolean isOwner;

  private EngineBench(
      SimulatedHost host,
      Actuator actuator,
      boolean isOwner,
      DaemonConfig config,
      Memory memory,
      Proposer proposer,
      Executor thread,
      Optional<ReadaheadPart.Maker> readahead,
      Safeguards safeguards) {
    this.host = host;
    this.actuator = actuator;
    this.isOwner = isOwner;
    this.memory = memory;
    this.log = new MemoryDecisionLog(10_000, host);
    Ledger ledger = new Ledger(log);
    this.engine =
        new Engine(
            config,
            actuator,
            ledger,
            memory,
            kept -> Optional.empty(),
            new ModelSide(proposer, thread, safeguards.model()),
            readahead.map(maker -> new ReadaheadPart(maker, ledger)),
            new PrefetchPart(
                cgroup -> {
                  throw new IllegalStateException("none is configured");
                },
                Optional::empty,
                ledger),
            new MemoryFloor(8L << 20),
            ZoneOffset.UTC,
            lessons::add,
            safeguards);
    engine.adopt();
  }

  static EngineBench of(SimulatedHost host, Path state, DaemonConfig config, Proposer proposer) {
    return of(host, state, config, proposer, Safeguards.ALL);
  }

  /** One to which nothing but {@code vm.swappiness=10} is proposed. */
  static EngineBench atTen(SimulatedHost host, Path state, DaemonConfig config) {
    return atTen(host, state, config, new Memory());
  }

  static EngineBench atTen(SimulatedHost host, Path state, DaemonConfig config, Memory memory) {
    Proposer proposer = always("vm.swappiness", 10);
    return of(host, state, config, memory, proposer, Runnable::run, Safeguards.ALL);
  }

  static EngineBench of(
      SimulatedHost host,
      Path state,
      DaemonConfig config,
      Proposer proposer,
      Safeguards safeguards) {
    return of(host, state, config, new Memory(), proposer, Runnable::run, safeguards);
  }

  static EngineBench of(
      SimulatedHost host,
      Path state,
      DaemonConfig config,
      Memory memory,
      Proposer proposer,
      Executor thread,
      Safeguards safeguards) {
    return new EngineBench(
        host,
        actuator(host, state),
        true,
        config,
        memory,
        proposer,
        thread,
        Optional.empty(),
        safeguards);
  }

  /** One that looks after readahead, and has nothing to propose. */
  static EngineBench readahead(
      SimulatedHost host, Actuator actuator, DaemonConfig config, ReadaheadPart.Maker maker) {
    return new EngineBench(
        host,
        actuator,
        true,
        config,
        new Memory(),
        question -> Optional.empty(),
        Runnable::run,
        Optional.of(maker),
        Safeguards.ALL);
  }

  /** One that shares the writer with others, which come after it. */
  static EngineBench sharing(
      Actuator actuator, SimulatedHost host, DaemonConfig config, Proposer proposer) {
    return new EngineBench(
        host,
        actuator,
        false,
        config,
        new Memory(),
        proposer,
        Runnable::run,
        Optional.empty(),
        Safeguards.ALL);
  }

  static Actuator actuator(SimulatedHost host, Path state) {
    Actuator actuator =
        Actuator.open(
            host.kernel,
            Catalogue.probe(host.kernel),
            StatePaths.in(state),
            "a test",
            host,
            StepListener.NONE);
    actuator.recover();
    return actuator;
  }

  /** The search that the daemon has, on this bench's kernel. */
  static Proposer search(SimulatedHost host, long seed) {
    return new SearchProposer(
        Catalogue.probe(host.kernel), RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
  }

  /** Proposes one value for ever, as far as it is not closed. */
  static Proposer always(String tunable, long value) {
    return question -> {
      Map<String, Value> values = Map.of(tunable, new Value.Number(value));
      boolean isClosed =
          question.closed().contains(Tried.key(Map.of(tunable, Long.toString(value))))
              || values.equals(question.now());
      return isClosed
          ? Optional.empty()
          : Optional.of(
              new Proposal(
                  new Configuration(values),
                  Proposal.POLICY,
                  "it is told to",
                  question.workload().name(),
                  question.nanos()));
    };
  }

  EngineBench run(int ticks) {
    for (int i = 0; i < ticks; i++) {
      engine.tick(host.look());
    }
    return this;
  }

  List<Decision> decisions(DecisionKind kind) {
    return log.since(Instant.EPOCH, 10_000).stream()
        .filter(decision -> decision.kind() == kind)
        .toList();
  }

  int count(DecisionKind kind) {
    return decisions(kind).size();
  }

  /** All decisions as kinds and summaries, for messages. */
  String story() {
    StringBuilder story = new StringBuilder();
    for (Decision decision : log.since(Instant.EPOCH, 10_000)) {
      story
          .append(decision.time())
          .append(' ')
          .append(decision.kind().word())
          .append(' ')
          .append(decision.subject())
          .append(": ")
          .append(decision.summary())
          .append('\n');
    }
    return story.toString();
  }

  @Override
  public void close() {
    engine.stop(true);
    if (isOwner) {
      actuator.close();
    }
  }
}
