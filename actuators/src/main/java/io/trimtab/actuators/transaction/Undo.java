package io.trimtab.actuators.transaction;

import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.catalogue.Catalogue;
import io.trimtab.actuators.catalogue.NumberType;
import io.trimtab.actuators.catalogue.Tunable;
import io.trimtab.actuators.catalogue.Value;
import io.trimtab.actuators.journal.JournalEntry;
import io.trimtab.actuators.journal.JournalTransaction;
import io.trimtab.actuators.transaction.Outcome.Result;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts originals back, from journal entries alone: it needs nothing that a dead writer knew.
 *
 * <p>Several transactions are undone as one: for each tunable its entries form a chain, the oldest
 * original is what is put back, and any value that the chain ever had counts as ours. So an undo
 * that was cut short anywhere can simply be done again. A value outside the chain is someone
 * else's: it is left alone and named. Nothing is written to the journal here.
 */
final class Undo {
  /** One tunable's history over the transactions that are undone together. */
  private static final class Chain {
    final Tunable tunable;
    final List<JournalEntry> newestFirst = new ArrayList<>();

    Chain(Tunable tunable) {
      this.tunable = tunable;
    }

    Value target() {
      return parse(newestFirst.get(newestFirst.size() - 1).original());
    }

    boolean isOurs(Value current) {
      for (JournalEntry entry : newestFirst) {
        if (current.equals(parse(entry.original()))
            || entry.observed().map(this::parse).filter(current::equals).isPresent()) {
          return true;
        }
        Value intended = parse(entry.intended());
        if (current.equals(intended) || (isUncertain(entry) && accepts(intended, current))) {
          return true;
        }
      }
      return false;
    }

    /** Cut off between the write and its read-back, the kernel may show a rounded value. */
    private boolean isUncertain(JournalEntry entry) {
      return entry.observed().isEmpty() && !entry.implied();
    }

    private boolean accepts(Value intended, Value current) {
      return tunable.type().acceptsReadBack(intended, current);
    }

    Value parse(String text) {
      return tunable.type() instanceof NumberType
          ? new Value.Number(Long.parseLong(text))
          : new Value.Choice(text);
    }
  }

  private final Catalogue catalogue;
  private final VerifiedWriter writer;

  Undo(Catalogue catalogue, VerifiedWriter writer) {
    this.catalogue = catalogue;
    this.writer = writer;
  }

  /**
   * Puts the originals of these transactions back.
   *
   * @param newestFirst the transactions, newest first
   * @return what became of each tunable, by name
   */
  Map<String, Outcome> undo(List<JournalTransaction> newestFirst) {
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    Map<String, Chain> chains = chains(newestFirst, outcomes);
    leaveForeignAlone(chains, outcomes);
    int left = chains.size() + 1;
    // The kernel may refuse a value while another is not back yet: go round while it helps.
    while (!chains.isEmpty() && chains.size() < left) {
      left = chains.size();
      chains.values().removeIf(chain -> restore(chain, chains, outcomes));
    }
    return outcomes;
  }

  private Map<String, Chain> chains(
      List<JournalTransaction> newestFirst, Map<String, Outcome> outcomes) {
    Map<String, Chain> chains = new LinkedHashMap<>();
    for (JournalTransaction transaction : newestFirst) {
      List<JournalEntry> entries = transaction.entries();
      for (int i = entries.size() - 1; i >= 0; i--) {
        JournalEntry entry = entries.get(i);
        Optional<Tunable> tunable = catalogue.find(entry.tunable());
        if (tunable.isEmpty()) {
          outcomes.put(
              entry.tunable(),
              new Outcome(entry.tunable(), Result.GONE, "gone, and its value with it"));
        } else {
          chains
              .computeIfAbsent(entry.tunable(), name -> new Chain(tunable.get()))
              .newestFirst
              .add(entry);
        }
      }
    }
    return chains;
  }

  private void leaveForeignAlone(Map<String, Chain> chains, Map<String, Outcome> outcomes) {
    List<String> foreign = new ArrayList<>();
    for (Chain chain : chains.values()) {
      try {
        Value current = catalogue.read(chain.tunable);
        if (!chain.isOurs(current)) {
          foreign.add(chain.tunable.name());
          outcomes.put(
              chain.tunable.name(),
              new Outcome(
                  chain.tunable.name(),
                  Result.FOREIGN,
                  "someone else has set it to " + current.text() + "; left alone"));
        }
      } catch (ActuatorException e) {
        // Unreadable now: restore() tries, and says why it cannot.
      }
    }
    for (Chain chain : List.copyOf(chains.values())) {
      twinOf(chain, chains)
          .filter(twin -> foreign.contains(twin.tunable.name()))
          .ifPresent(
              twin ->
                  outcomes.putIfAbsent(
                      chain.tunable.name(),
                      new Outcome(
                          chain.tunable.name(),
                          Result.FOREIGN,
                          "someone else has set " + twin.tunable.name() + "; left alone")));
    }
    chains.keySet().removeIf(outcomes::containsKey);
  }

  /** Whether the chain is settled; its outcome is noted either way. */
  private boolean restore(Chain chain, Map<String, Chain> chains, Map<String, Outcome> outcomes) {
    Tunable tunable = chain.tunable;
    String name = tunable.name();
    Value target = chain.target();
    try {
      Value before = catalogue.read(tunable);
      if (before.equals(target) && twinIsBack(chain, chains)) {
        outcomes.putIfAbsent(name, new Outcome(name, Result.UNCHANGED, "already " + target.text()));
        return true;
      }
      if (isInForceElsewhere(chain, chains)) {
        return restoreThroughTwin(chain, chains, outcomes);
      }
      writer.write(tunable, target);
      outcomes.put(
          name, new Outcome(name, Result.RESTORED, before.text() + " -> " + target.text()));
      return true;
    } catch (ActuatorException e) {
      outcomes.put(name, new Outcome(name, Result.FAILED, e.getMessage()));
      return false;
    }
  }

  /** A twin that read 0 is not written: writing the one in force zeroes it. */
  private boolean restoreThroughTwin(
      Chain chain, Map<String, Chain> chains, Map<String, Outcome> outcomes) {
    String name = chain.tunable.name();
    Chain twin = twinOf(chain, chains).orElseThrow();
    Value before = catalogue.read(chain.tunable);
    writer.write(twin.tunable, twin.target());
    if (!catalogue.read(chain.tunable).equals(chain.target())) {
      writer.write(chain.tunable, chain.target());
    }
    outcomes.put(
        name, new Outcome(name, Result.RESTORED, before.text() + " -> " + chain.target().text()));
    return true;
  }

  private boolean isInForceElsewhere(Chain chain, Map<String, Chain> chains) {
    return chain.target().equals(new Value.Number(0))
        && twinOf(chain, chains).isPresent()
        && (chain.tunable.twin().isPresent()
            || !twinOf(chain, chains).orElseThrow().target().equals(new Value.Number(0)));
  }

  private boolean twinIsBack(Chain chain, Map<String, Chain> chains) {
    return twinOf(chain, chains)
        .map(twin -> catalogue.read(twin.tunable).equals(twin.target()))
        .orElse(true);
  }

  private Optional<Chain> twinOf(Chain chain, Map<String, Chain> chains) {
    String name = chain.tunable.name();
    return chains.values().stream()
        .filter(
            other ->
                chain.tunable.twin().filter(other.tunable.name()::equals).isPresent()
                    || other.tunable.twin().filter(name::equals).isPresent())
        .findFirst();
  }
}
