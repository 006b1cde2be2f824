package io.trimtab.actuators.transaction;

import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.catalogue.Availability;
import io.trimtab.actuators.catalogue.BracketedType;
import io.trimtab.actuators.catalogue.EnumerationType;
import io.trimtab.actuators.catalogue.NumberType;
import io.trimtab.actuators.catalogue.Risk;
import io.trimtab.actuators.catalogue.Scale;
import io.trimtab.actuators.catalogue.Tunable;
import io.trimtab.actuators.catalogue.Value;
import io.trimtab.actuators.catalogue.ValueType;
import io.trimtab.actuators.journal.JournalEntry;
import io.trimtab.actuators.kernel.FileError;
import io.trimtab.actuators.kernel.KernelFileException;
import io.trimtab.actuators.transaction.Outcome.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One tunable's history over the transactions that are undone together, and how far its undo has
 * come. The oldest original is what is put back; any value that the chain ever had is ours.
 */
final class Chain {
  private final Tunable tunable;
  private final List<JournalEntry> newestFirst = new ArrayList<>();
  private Optional<Value> start = Optional.empty();
  private Optional<Value> kept = Optional.empty();
  private Optional<Value> readBack = Optional.empty();
  private Optional<ActuatorException> failure = Optional.empty();
  private boolean written;
  private boolean open;

  private Chain(Tunable tunable) {
    this.tunable = tunable;
  }

  /**
   * A chain that begins with its newest entry.
   *
   * @param known the tunable as the catalogue has it; none when this catalogue has no such name
   *     (the journal may be another version's), and then the journaled file and text have to do
   */
  static Chain of(JournalEntry newest, Optional<Tunable> known) {
    Chain chain =
        new Chain(known.filter(t -> canParse(t, newest)).orElseGet(() -> unlisted(newest)));
    chain.newestFirst.add(newest);
    return chain;
  }

  private static boolean canParse(Tunable tunable, JournalEntry entry) {
    try {
      tunable.type().parseKernel(entry.original());
      tunable.type().parseKernel(entry.intended());
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Tunable unlisted(JournalEntry entry) {
    return new Tunable(
        entry.tunable(),
        List.of(),
        "",
        unlistedType(entry),
        entry.file(),
        Risk.HIGH,
        List.of(),
        List.of(),
        false,
        Optional.empty(),
        new Availability.Available(),
        Optional.empty());
  }

  private static ValueType unlistedType(JournalEntry entry) {
    if (entry.original().matches("-?\\d{1,18}") && entry.intended().matches("-?\\d{1,18}")) {
      return new NumberType(
          false, Long.MIN_VALUE, Long.MAX_VALUE, Scale.LINEAR, "", List.of(), List.of(), 0);
    }
    return entry.original().contains(" ")
        ? new EnumerationType(List.of(entry.original()))
        : new BracketedType(List.of(entry.original()));
  }

  void addOlder(JournalEntry entry) {
    newestFirst.add(entry);
  }

  /** One of its transactions may have been written again since the journal heard of it last. */
  void mayBeBeingWritten() {
    open = true;
  }

  boolean isOpen() {
    return open;
  }

  Tunable tunable() {
    return tunable;
  }

  String name() {
    return tunable.name();
  }

  Value target() {
    return kept.orElseGet(() -> parse(newestFirst.get(newestFirst.size() - 1).original()));
  }

  /** The value at the beginning of the undo; none when it could not be read. */
  Optional<Value> start() {
    return start;
  }

  void startedAt(Value current) {
    start = Optional.of(current);
  }

  /** A later transaction has set it: what it shows now is to stay. */
  void keep(Value current) {
    kept = Optional.of(current);
  }

  boolean isKept() {
    return kept.isPresent();
  }

  /** Whether it is in the journal only because writing another tunable changes it. */
  boolean isImplied() {
    return newestFirst.stream().allMatch(JournalEntry::implied);
  }

  /** Whether every write was read back and that was journaled. */
  boolean isObserved() {
    return newestFirst.stream().allMatch(entry -> entry.observed().isPresent());
  }

  /**
   * Whether the value can be the doing of these transactions. Cut off between a write and its
   * read-back the kernel may show anything (it clamps, it rounds, it answers -1 with a default), so
   * that then every value is: better to overwrite a stranger's than to leave one of ours behind.
   */
  boolean isOurs(Value current) {
    for (JournalEntry entry : newestFirst) {
      boolean uncertain = entry.observed().isEmpty() && !entry.implied();
      if (uncertain
          || current.equals(parse(entry.original()))
          || entry.observed().map(this::parse).filter(current::equals).isPresent()
          || canShow(current, parse(entry.intended()))) {
        return true;
      }
    }
    return false;
  }

  private boolean canShow(Value current, Value intended) {
    boolean reset =
        tunable.type() instanceof NumberType type
            && intended instanceof Value.Number number
            && type.resets().contains(number.value());
    return current.equals(intended)
        || (!reset && tunable.type().acceptsReadBack(intended, current));
  }

  private Value parse(String text) {
    return tunable.type().parseKernel(text);
  }

  boolean isBack(Value current) {
    return current.equals(target()) || readBack.filter(current::equals).isPresent();
  }

  void found() {
    failure = Optional.empty();
  }

  void wrote(Value observed) {
    readBack = Optional.of(observed);
    failure = Optional.empty();
    written = true;
  }

  void failed(ActuatorException e) {
    failure = Optional.of(e);
  }

  boolean hasFailed() {
    return failure.isPresent();
  }

  /**
   * What became of it.
   *
   * @param mounted whether the file system that held the file is still there
   */
  Outcome outcome(boolean mounted) {
    if (failure.isPresent()) {
      return failedOutcome(failure.get(), mounted);
    }
    if (isKept()) {
      return new Outcome(
          name(),
          Result.SUPERSEDED,
          "a later transaction has set it, and goes on from here; left alone");
    }
    Value target = target();
    if (!written && start.filter(target::equals).isPresent()) {
      return new Outcome(name(), Result.UNCHANGED, "already " + target.text());
    }
    String from = start.map(Value::text).orElse("(unreadable)");
    return new Outcome(name(), Result.RESTORED, from + " -> " + target.text());
  }

  private Outcome failedOutcome(ActuatorException e, boolean mounted) {
    FileError error = e instanceof KernelFileException file ? file.error() : FileError.OTHER;
    if (error == FileError.ABSENT && mounted) {
      return new Outcome(name(), Result.GONE, "gone, and its value with it");
    }
    if (isImplied() && error == FileError.REJECTED) {
      return foreign("the kernel sets it by itself now; left alone");
    }
    return new Outcome(name(), Result.FAILED, String.valueOf(e.getMessage()));
  }

  Outcome foreign(String detail) {
    return new Outcome(name(), Result.FOREIGN, detail);
  }
}
