package io.trimtab.actuators.transaction;

import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.catalogue.Catalogue;
import io.trimtab.actuators.journal.Journal;
import io.trimtab.actuators.journal.JournalEntry;
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

  private final Rollback rollback;
  private final Unfinished unfinished = new Unfinished();
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
    this.rollback = new Rollback(journal, undo, new Bystanders(catalogue), unfinished);
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
   * Undoes what dead writers and ended leases left and what an earlier undo did not get back, and
   * closes what a reboot has ended. Whoever is at work for long calls it now and then.
   *
   * @return what became of each tunable; empty when nothing was left
   */
  public synchronized List<Outcome> recover() {
    recovered = true;
    endEarlierBoots();
    Instant now = clock.instant();
    List<JournalTransaction> expired =
        journal.active().stream()
            .filter(tx -> tx.isExpired(now) || tx.isHalfUndone() || unfinished.isUnsettled(tx.id()))
            .toList();
    return expired.isEmpty() ? List.of() : rollback.undo(expired, false);
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
    unfinished.begun(id);
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
      return active.isEmpty() ? List.of() : rollback.undo(active, false);
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
      rollback.requireNewest(chosen, active);
    }
    return rollback.undo(List.of(chosen), false);
  }

  /**
   * Rolls back one transaction below others: where a later one has set the same tunable, that value
   * stays, and undoing the later one leads back to this one's original.
   *
   * @return what became of each tunable; empty if the transaction is over already
   */
  public synchronized List<Outcome> release(long id) {
    return journal
        .find(id)
        .filter(transaction -> transaction.state().isActive())
        .map(transaction -> rollback.undo(List.of(transaction), false))
        .orElse(List.of());
  }

  /** Rolls back a transaction of this writer. */
  List<Outcome> rollback(JournalTransaction own) {
    return rollback.undo(List.of(own), true);
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
    unfinished.left(id);
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
    unfinished.undoing(id);
    journal.undone(id, words, true, List.of());
    unfinished.settled(id);
    return outcomes;
  }

  void leave(long id) {
    unfinished.left(id);
  }

  /** Whether a transaction of this writer is open, and nobody has rolled it back. */
  boolean isLive(long id) {
    return unfinished.isLive(id);
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
    Map<String, String> originals = unfinished.inheritedBy(id);
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
    unfinished.clear();
    try {
      journal.close();
    } finally {
      lock.close();
    }
  }
}
