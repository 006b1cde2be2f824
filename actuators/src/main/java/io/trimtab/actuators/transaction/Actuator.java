package io.trimtab.actuators.transaction;

import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.catalogue.Catalogue;
import io.trimtab.actuators.journal.Inheritance;
import io.trimtab.actuators.journal.Journal;
import io.trimtab.actuators.journal.JournalEntry;
import io.trimtab.actuators.journal.JournalException;
import io.trimtab.actuators.journal.JournalTransaction;
import io.trimtab.actuators.journal.StepListener;
import io.trimtab.actuators.journal.TransactionState;
import io.trimtab.actuators.journal.Writer;
import io.trimtab.actuators.kernel.KernelFileException;
import io.trimtab.actuators.kernel.KernelFiles;
import io.trimtab.actuators.kernel.TimedWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The one writer of a machine's tunables: it holds the machine's lock from {@link #open} to {@link
 * #close}, and first of all puts back what a dead writer left.
 */
public final class Actuator implements AutoCloseable {
  /** Where the kernel does not tell: such values are put back as if they were of any boot. */
  private static final String UNKNOWN_BOOT = "unknown";

  /** How long one write may take before it counts as stuck in the kernel. */
  private static final Duration WRITE_LIMIT = Duration.ofSeconds(10);

  private final Catalogue catalogue;
  private final Journal journal;
  private final MachineLock lock;
  private final Clock clock;
  private final String bootId;
  private final Planner planner;
  private final PlanWriter planWriter;
  private final Undo undo;

  /** The open transactions that this writer may still apply and revert. */
  private final Set<Long> live = new HashSet<>();

  /** Those whose undo did not get everything back, or could not be journaled. */
  private final Set<Long> unsettled = new HashSet<>();

  /** Originals that live transactions took over from earlier ones, by transaction and tunable. */
  private final Map<Long, Map<String, String>> inherited = new HashMap<>();

  private boolean recovered;

  private Actuator(
      KernelFiles files,
      Catalogue catalogue,
      Journal journal,
      MachineLock lock,
      Clock clock,
      StepListener steps,
      Duration writeLimit) {
    this.catalogue = catalogue;
    this.journal = journal;
    this.lock = lock;
    this.clock = clock;
    this.bootId = bootId(files);
    this.planner = new Planner(catalogue);
    VerifiedWriter writer =
        new VerifiedWriter(files, catalogue, new TimedWriter(files, writeLimit), steps);
    this.planWriter = new PlanWriter(catalogue, writer);
    this.undo = new Undo(files, catalogue, writer);
  }

  /**
   * Takes the machine's lock and opens the journal.
   *
   * @param paths where lock and journal are
   * @param holder what this writer is for, as others are told
   * @throws ActuatorException when another writer is at work, or the journal cannot be used
   */
  public static Actuator open(
      KernelFiles files,
      Catalogue catalogue,
      StatePaths paths,
      String holder,
      Clock clock,
      StepListener steps) {
    return open(files, catalogue, paths, holder, clock, steps, WRITE_LIMIT);
  }

  static Actuator open(
      KernelFiles files,
      Catalogue catalogue,
      StatePaths paths,
      String holder,
      Clock clock,
      StepListener steps,
      Duration writeLimit) {
    MachineLock lock = MachineLock.acquire(paths.lock(), holder);
    boolean opened = false;
    try {
      Journal journal = Journal.open(paths.journal(), steps);
      Actuator actuator = new Actuator(files, catalogue, journal, lock, clock, steps, writeLimit);
      opened = true;
      return actuator;
    } finally {
      if (!opened) {
        lock.close();
      }
    }
  }

  /**
   * Undoes what dead writers and ended leases left, and closes what a reboot has ended.
   *
   * @return what became of each tunable; empty when nothing was left
   */
  public synchronized List<Outcome> recover() {
    recovered = true;
    endEarlierBoots();
    Instant now = clock.instant();
    List<JournalTransaction> expired =
        journal.active().stream()
            .filter(tx -> tx.isExpired(now) || unsettled.contains(tx.id()))
            .toList();
    return expired.isEmpty() ? List.of() : rollback(expired, false);
  }

  private void endEarlierBoots() {
    if (!bootId.equals(UNKNOWN_BOOT)) {
      journal.endEarlierBoots(bootId, UNKNOWN_BOOT);
    }
  }

  /** Checks a configuration without touching anything. */
  public synchronized Plan plan(Configuration configuration) {
    return planner.plan(configuration);
  }

  /**
   * Validates a configuration and journals its originals. Nothing is written to the kernel yet,
   * except what {@link #recover} puts back, where that was not done before.
   *
   * @param command what it is for, in the user's words
   * @param lease how long the values may stay when this process dies without a word; empty for as
   *     long as it lives
   */
  public synchronized Transaction begin(
      Configuration configuration, String command, Optional<Duration> lease) {
    if (!recovered) {
      recover();
    }
    Plan plan = planner.plan(configuration);
    if (plan.isEmpty()) {
      return new Transaction(this, 0, plan);
    }
    Instant now = clock.instant();
    long id =
        journal.begin(
            now, bootId, Writer.current(), command, lease.map(now::plus), entries(0, plan));
    live.add(id);
    return new Transaction(this, id, plan);
  }

  /** Whether a transaction may still have to be undone. */
  public synchronized boolean isActive(long id) {
    return journal.find(id).filter(transaction -> transaction.state().isActive()).isPresent();
  }

  /**
   * Rolls back committed or open transactions of this boot.
   *
   * @param id one transaction, or all when empty
   * @throws ActuatorException when there is no such transaction to roll back
   */
  public synchronized List<Outcome> rollback(Optional<Long> id) {
    endEarlierBoots();
    List<JournalTransaction> active = journal.active();
    if (id.isEmpty()) {
      return active.isEmpty() ? List.of() : rollback(active, false);
    }
    JournalTransaction chosen =
        journal
            .find(id.get())
            .orElseThrow(
                () ->
                    ActuatorException.invalid(
                        "no transaction " + id.get() + "; see trimtab history"));
    if (!chosen.state().isActive()) {
      throw ActuatorException.invalid(
          "transaction " + chosen.id() + " is over already: " + chosen.state().word());
    }
    if (chosen.state() == TransactionState.COMMITTED) {
      requireNewest(chosen, active);
    }
    return rollback(List.of(chosen), false);
  }

  private static void requireNewest(JournalTransaction chosen, List<JournalTransaction> active) {
    for (JournalTransaction later : active) {
      for (JournalEntry entry : later.entries()) {
        if (later.id() > chosen.id()
            && chosen.entries().stream().anyMatch(e -> e.tunable().equals(entry.tunable()))) {
          throw ActuatorException.invalid(
              "transaction "
                  + later.id()
                  + " changed "
                  + entry.tunable()
                  + " after transaction "
                  + chosen.id()
                  + "; roll back "
                  + later.id()
                  + " first, or use --all");
        }
      }
    }
  }

  /** Rolls back a transaction of this writer. */
  List<Outcome> rollback(JournalTransaction own) {
    return rollback(List.of(own), true);
  }

  private List<Outcome> rollback(List<JournalTransaction> newestFirst, boolean witnessed) {
    Succession succession = Succession.of(newestFirst, survivors(newestFirst));
    Map<String, Outcome> outcomes =
        undo.undo(succession.toUndo(), succession.takenOver(), witnessed);
    Optional<JournalException> failure = Optional.empty();
    for (JournalTransaction transaction : newestFirst) {
      live.remove(transaction.id());
      Map<String, String> words = new LinkedHashMap<>();
      boolean complete = true;
      for (JournalEntry entry : transaction.entries()) {
        Outcome outcome = outcomes.get(undo.nameOf(entry));
        if (outcome != null) {
          words.put(entry.tunable(), outcome.result().word());
          complete &= outcome.isSettled();
        }
      }
      List<Inheritance> inherited =
          complete ? succession.inheritedFrom(transaction.id()) : List.of();
      inherited.forEach(this::inherit);
      unsettled.add(transaction.id());
      try {
        journal.undone(transaction.id(), words, complete, inherited);
        if (complete) {
          unsettled.remove(transaction.id());
        }
      } catch (JournalException e) {
        // The kernel is back already; undoing again later finds that and closes the record.
        failure = Optional.of(e);
      }
    }
    if (failure.isPresent() && outcomes.values().stream().allMatch(Outcome::isSettled)) {
      throw new ActuatorException(
          failure.get().kind(),
          "the values are back, but "
              + failure.get().getMessage()
              + "; run trimtab rollback --all later",
          failure.get());
    }
    return List.copyOf(outcomes.values());
  }

  /** The later transactions that stay; none when the journal cannot say, as on a broken disk. */
  private List<JournalTransaction> survivors(List<JournalTransaction> undone) {
    List<Long> ids = undone.stream().map(JournalTransaction::id).toList();
    try {
      return journal.active().stream().filter(tx -> !ids.contains(tx.id())).toList();
    } catch (JournalException e) {
      return List.of();
    }
  }

  private void inherit(Inheritance inheritance) {
    inherited
        .computeIfAbsent(inheritance.heir(), id -> new HashMap<>())
        .put(inheritance.tunable(), inheritance.original());
  }

  Map<String, Outcome> putBack(JournalTransaction own) {
    return undo.undo(List.of(own), Set.of(), true);
  }

  /**
   * Refuses to go on when someone else has set one of a transaction's tunables.
   *
   * @throws ActuatorException naming it
   */
  void requireOurs(JournalTransaction own) {
    for (Outcome outcome : undo.foreign(own).values()) {
      throw ActuatorException.failed(outcome.tunable() + ": " + outcome.detail());
    }
  }

  /**
   * Writes a plan.
   *
   * @param shown what the kernel shows by tunable: loses what is about to be written, gets what was
   *     read back
   */
  void writeAll(Plan plan, Map<String, String> shown) {
    planWriter.write(plan, shown);
  }

  void recordObserved(long id, Map<String, String> shown) {
    journal.observed(id, shown);
  }

  void commit(long id) {
    journal.commit(id);
    live.remove(id);
  }

  /** Closes the record of a transaction that has written nothing. */
  List<Outcome> abandon(long id, Plan plan) {
    List<Outcome> outcomes = new ArrayList<>();
    Map<String, String> words = new LinkedHashMap<>();
    for (Change change : plan.changes()) {
      String name = change.tunable().name();
      outcomes.add(new Outcome(name, Outcome.Result.UNCHANGED, "not written"));
      words.put(name, Outcome.Result.UNCHANGED.word());
    }
    live.remove(id);
    unsettled.add(id);
    journal.undone(id, words, true, List.of());
    unsettled.remove(id);
    return outcomes;
  }

  void leave(long id) {
    live.remove(id);
  }

  /** Whether a transaction of this writer is open, and nobody has rolled it back. */
  boolean isLive(long id) {
    return live.contains(id);
  }

  JournalTransaction journaled(long id, List<JournalEntry> entries) {
    return new JournalTransaction(
        id,
        clock.instant(),
        bootId,
        Writer.current(),
        "",
        TransactionState.OPEN,
        Optional.empty(),
        entries);
  }

  /** A plan as the journal has it. */
  List<JournalEntry> entries(long id, Plan plan) {
    Map<String, String> originals = inherited.getOrDefault(id, Map.of());
    List<JournalEntry> entries = new ArrayList<>();
    for (Change change : plan.all()) {
      String name = change.tunable().name();
      entries.add(
          new JournalEntry(
              name,
              change.tunable().file(),
              originals.getOrDefault(name, change.from().text()),
              change.to().text(),
              Optional.empty(),
              change.implied(),
              Optional.empty()));
    }
    return entries;
  }

  private static String bootId(KernelFiles files) {
    try {
      return files.read("/proc/sys/kernel/random/boot_id").strip();
    } catch (KernelFileException e) {
      return UNKNOWN_BOOT;
    }
  }

  public Catalogue catalogue() {
    return catalogue;
  }

  @Override
  public synchronized void close() {
    live.clear();
    try {
      journal.close();
    } finally {
      lock.close();
    }
  }
}
