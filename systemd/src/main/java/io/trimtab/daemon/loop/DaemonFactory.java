package io.trimtab.daemon.loop;

import com.google.gson.JsonObject;
import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.catalogue.Catalogue;
import io.trimtab.actuators.guard.MemoryFloor;
import io.trimtab.actuators.journal.StepListener;
import io.trimtab.actuators.kernel.KernelFiles;
import io.trimtab.actuators.kernel.RootedFiles;
import io.trimtab.actuators.transaction.Actuator;
import io.trimtab.actuators.transaction.Outcome;
import io.trimtab.collector.Collector;
import io.trimtab.collector.CollectorException;
import io.trimtab.collector.HostProbe;
import io.trimtab.collector.foreign.SeenWrites;
import io.trimtab.collector.record.Origin;
import io.trimtab.daemon.config.DaemonConfig;
import io.trimtab.daemon.decision.DecisionKind;
import io.trimtab.daemon.decision.DecisionLog;
import io.trimtab.daemon.decision.SqliteDecisionLog;
import io.trimtab.daemon.prefetch.OwnProgram;
import io.trimtab.daemon.prefetch.PrefetchChild;
import io.trimtab.daemon.prefetch.SwapAreas;
import io.trimtab.daemon.readahead.ReadaheadLoop;
import io.trimtab.daemon.recording.Recordings;
import io.trimtab.features.FeaturesException;
import io.trimtab.features.classify.Classifier;
import io.trimtab.features.classify.Recogniser;
import io.trimtab.features.classify.ShippedModel;
import io.trimtab.features.readahead.PatternModel;
import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.readahead.ReadaheadMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Puts a daemon together. */
public final class DaemonFactory {
  private static final Duration DECISION_AGE = Duration.ofDays(400);
  private static final Duration CLASSIFIER_DEADLINE = Duration.ofMillis(20);

  /** The names of what was learned on this host, in the directory of models. */
  private static final String POLICY = "tuner.policy";

  private static final String WORKLOAD = "workload.model";
  private static final String PATTERN = "pattern.model";
  private static final String READAHEAD = "readahead.toml";

  private final DaemonHost host;
  private final DaemonConfig config;
  private final KernelFiles files;
  private final List<String> impaired = new ArrayList<>();

  private DaemonFactory(DaemonConfig config, DaemonHost host) {
    this.config = config;
    this.host = host;
    this.files = new RootedFiles(host.root());
  }

  /**
   * Opens everything: takes the machine's lock, puts back what a dead daemon left, and looks at the
   * host. Nothing is changed before the first tick.
   *
   * @param config to begin with
   * @param reader reads the configuration again; throws what is wrong with it
   * @throws io.trimtab.actuators.ActuatorException if another writer is at work, or the journal
   *     cannot be used
   */
  public static TuningDaemon open(
      DaemonConfig config, Supplier<DaemonConfig> reader, DaemonHost host) {
    return new DaemonFactory(config, host).open(reader);
  }

  private TuningDaemon open(Supplier<DaemonConfig> reader) {
    Actuator actuator = actuator();
    boolean isOpen = false;
    try {
      List<Outcome> recovered = actuator.recover();
      if (!recovered.isEmpty()) {
        // Probed once more: what a dead writer had left is not the host's own.
        actuator.close();
        actuator = actuator();
      }
      DecisionLog log =
          SqliteDecisionLog.open(
              host.paths().decisions(), config.storage().decisions(), DECISION_AGE, host.clock());
      TuningDaemon daemon = assemble(actuator, log, senses(), reader);
      daemon.began(recovered);
      isOpen = true;
      return daemon;
    } finally {
      if (!isOpen) {
        actuator.close();
      }
    }
  }

  private Actuator actuator() {
    return Actuator.open(
        files, Catalogue.probe(files), host.paths(), "the daemon", host.clock(), StepListener.NONE);
  }

  private TuningDaemon assemble(
      Actuator actuator, DecisionLog log, Senses senses, Supplier<DaemonConfig> reader) {
    Ledger ledger = new Ledger(log);
    Path file = host.paths().memory();
    Memory memory =
        MemoryFile.read(
            file,
            why ->
                ledger.write(DecisionKind.IMPAIRED, "", why, Optional.empty(), new JsonObject()));
    ExecutorService thread =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread created = new Thread(work, "model");
              created.setDaemon(true);
              return created;
            });
    LatestPolicy policy =
        new LatestPolicy(host.paths().models().resolve(POLICY), actuator.catalogue());
    Recordings recordings =
        Recordings.start(
            host.paths(),
            config,
            origin(),
            actuator.catalogue(),
            host.clock(),
            host.monotonicNanos());
    Engine engine =
        new Engine(
            config,
            actuator,
            ledger,
            memory,
            kept -> save(file, kept),
            new ModelSide(proposer(policy, actuator.catalogue()), thread, true),
            readahead(actuator, ledger),
            prefetch(ledger),
            new MemoryFloor(totalKb()),
            host.clock().getZone(),
            recordings::lesson,
            Safeguards.ALL);
    engine.adopt();
    return new TuningDaemon(
        host, engine, senses, ledger, reader, actuator, thread, recordings, policy::trouble);
  }

  private static Optional<String> save(Path file, Memory memory) {
    try {
      MemoryFile.write(file, MemoryFile.text(memory));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(file + " cannot be written, and nothing is tried: " + e.getMessage());
    }
  }

  /** The policy first, where there is one, then the search. */
  private Proposer proposer(LatestPolicy policy, Catalogue catalogue) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(host.seed());
    SearchProposer search = new SearchProposer(catalogue, random);
    return question -> policy.propose(question).or(() -> search.propose(question));
  }

  private Origin origin() {
    return new Origin(
        host.version(),
        new HostProbe(host.root()).kernelRelease(),
        hostName(),
        host.clock().instant());
  }

  private String hostName() {
    try {
      return files.read("/proc/sys/kernel/hostname").strip();
    } catch (ActuatorException e) {
      return "unknown";
    }
  }

  private PrefetchPart prefetch(Ledger ledger) {
    return new PrefetchPart(
        cgroup -> PrefetchChild.start(OwnProgram.prefetching(cgroup)),
        () -> SwapAreas.read(host.root()).obstacle(),
        ledger);
  }

  private Optional<ReadaheadPart> readahead(Actuator actuator, Ledger ledger) {
    Path models = host.paths().models();
    Path pattern = models.resolve(PATTERN);
    Path map = models.resolve(READAHEAD);
    PatternModel model;
    ReadaheadMap values;
    try {
      model = Files.exists(pattern) ? PatternModel.read(pattern) : PatternModel.shipped();
      values = Files.exists(map) ? ReadaheadMap.read(map) : ReadaheadMap.shipped();
    } catch (FeaturesException | TunerException e) {
      impaired.add("readahead is left alone: " + e.getMessage());
      return Optional.empty();
    }
    return Optional.of(
        new ReadaheadPart(
            (wanted, events) ->
                new ReadaheadLoop(actuator, model, model.patterns(), values, wanted, events),
            ledger));
  }

  private Senses senses() {
    Collector.Options options = Collector.Options.live();
    if (!host.root().toAbsolutePath().normalize().equals(Path.of("/"))) {
      options = new Collector.Options(host.root(), io.trimtab.collector.Level.PROC, List.of());
    }
    Collector collector = Collector.open(options, host.clock(), host.monotonicNanos(), line -> {});
    for (Map.Entry<String, String> refused : collector.refused().entrySet()) {
      impaired.add("eBPF program " + refused.getKey() + ": " + refused.getValue());
    }
    return new HostSenses(config, files, collector, recogniser(), writes(), impaired);
  }

  private Optional<Recogniser> recogniser() {
    Path file = host.paths().models().resolve(WORKLOAD);
    try {
      Classifier classifier = Files.exists(file) ? ShippedModel.load(file) : ShippedModel.load();
      return Optional.of(new Recogniser(classifier, CLASSIFIER_DEADLINE));
    } catch (FeaturesException e) {
      impaired.add("the kind of work is not recognised: " + e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<SeenWrites> writes() {
    try {
      return Optional.of(SeenWrites.start(host.root(), ProcessHandle.current().pid()));
    } catch (CollectorException e) {
      impaired.add("who else writes is not seen, and values are compared: " + e.getMessage());
      return Optional.empty();
    }
  }

  private long totalKb() {
    for (String line : files.read("/proc/meminfo").split("\n")) {
      if (line.startsWith("MemTotal:")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    return 0;
  }
}
