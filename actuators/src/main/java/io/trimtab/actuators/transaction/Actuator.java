package io.trimtab.actuators.transaction;

import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.catalogue.Catalogue;
import io.trimtab.actuators.catalogue.Value;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one writer of a machine's tunables: it holds the machine's lock from {@link #open} to {@link
 * #close}, and first of all puts back what a dead writer left.
 */
public final class Actuator implements AutoCloseable {
  /** How long one write may take before it counts as stuck in the kernel. */
  private static final Duration WRITE_LIMIT = Duration.ofSeconds(10);

  private final Catalogue catalogue;
  private final Journal journal;
  private final MachineLock lock;
  private final Clock clock;
  private final String bootId;
  private final Planner planner;
  private final VerifiedWriter writer;
  private final Undo undo;

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
    this.writer = new VerifiedWriter(catalogue, new TimedWriter(files, writeLimit), steps);
    this.undo = new Undo(catalogue, writer);
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
    try {
      Journal journal = Journal.open(paths.journal(), steps);
      return new Actuator(files, catalogue, journal, lock, clock, steps, writeLimit);
    } catch (ActuatorException e) {
      lock.close();
      throw e;
    }
  }

  /**
   * Undoes what dead writers and ended leases left, and closes what a reboot has ended.
   *
   * @return what became of each tunable; empty when nothing was left
   */
  public List<Outcome> recover() {
    journal.endEarlierBoots(bootId);
    Instant now = clock.instant();
    List<JournalTransaction> expired =
        journal.active().stream().filter(transaction -> transaction.isExpired(now)).toList();
    return expired.isEmpty() ? List.of() : rollback(expired);
  }

  /** Checks a configuration without touching anything. */
  public Plan plan(Configuration configuration) {
    return planner.plan(configuration);
  }

  /**
   * Validates a configuration and journals its originals. Nothing is written to the kernel yet.
   *
   * @param command what it is for, in the user's words
   * @param lease how long the values may stay when this process dies without a word; empty for as
   *     long as it lives
   */
  public Transaction begin(Configuration configuration, String command, Optional<Duration> lease) {
    Plan plan = planner.plan(configuration);
    if (plan.isEmpty()) {
      return new Transaction(this, 0, plan);
    }
    Instant now = clock.instant();
    long id =
        journal.begin(now, bootId, Writer.current(), command, lease.map(now::plus), entries(plan));
    return new Transaction(this, id, plan);
  }

  /** Whether a transaction may still have to be undone. */
  public boolean isActive(long id) {
    return journal.find(id).filter(transaction -> transaction.state().isActive()).isPresent();
  }

  /**
   * Rolls back committed or open transactions of this boot.
   *
   * @param id one transaction, or all when empty
   * @throws ActuatorException when there is no such transaction to roll back
   */
  public List<Outcome> rollback(Optional<Long> id) {
    journal.endEarlierBoots(bootId);
    List<JournalTransaction> active = journal.active();
    if (id.isEmpty()) {
      return active.isEmpty() ? List.of() : rollback(active);
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
    requireNewest(chosen, active);
    return rollback(List.of(chosen));
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

  List<Outcome> rollback(List<JournalTransaction> newestFirst) {
    Map<String, Outcome> outcomes = undo.undo(newestFirst);
    JournalException failure = null;
    for (JournalTransaction transaction : newestFirst) {
      Map<String, String> words = new LinkedHashMap<>();
      boolean complete = true;
      for (JournalEntry entry : transaction.entries()) {
        Outcome outcome = outcomes.get(entry.tunable());
        if (outcome != null) {
          words.put(entry.tunable(), outcome.result().word());
          complete &= outcome.isSettled();
        }
      }
      try {
        journal.undone(transaction.id(), words, complete);
      } catch (JournalException e) {
        // The kernel is back already; undoing again later finds that and closes the record.
        failure = e;
      }
    }
    if (failure != null) {
      throw new ActuatorException(
          failure.kind(),
          "the values are back, but " + failure.getMessage() + "; run trimtab rollback --all later",
          failure);
    }
    return List.copyOf(outcomes.values());
  }

  Map<String, Outcome> putBack(List<JournalTransaction> newestFirst) {
    return undo.undo(newestFirst);
  }

  Map<String, Value> writeAll(Plan plan) {
    Map<String, Value> observed = new LinkedHashMap<>();
    for (Change change : plan.changes()) {
      if (!change.implied()) {
        observed.put(change.tunable().name(), writer.write(change.tunable(), change.to()));
      }
    }
    return observed;
  }

  void recordObserved(long id, Map<String, Value> observed) {
    Map<String, String> texts = new LinkedHashMap<>();
    observed.forEach((name, value) -> texts.put(name, value.text()));
    journal.observed(id, texts);
  }

  void commit(long id) {
    journal.commit(id);
  }

  /** The record of an open transaction, from what its writer knows: it needs no journal. */
  JournalTransaction journaled(long id, Plan plan) {
    return new JournalTransaction(
        id,
        clock.instant(),
        bootId,
        Writer.current(),
        "",
        TransactionState.OPEN,
        Optional.empty(),
        entries(plan));
  }

  private static List<JournalEntry> entries(Plan plan) {
    List<JournalEntry> entries = new ArrayList<>();
    for (Change change : plan.changes()) {
      entries.add(
          new JournalEntry(
              change.tunable().name(),
              change.tunable().file(),
              change.from().text(),
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
      return "unknown";
    }
  }

  public Catalogue catalogue() {
    return catalogue;
  }

  @Override
  public void close() {
    try {
      journal.close();
    } finally {
      lock.close();
    }
  }
}
