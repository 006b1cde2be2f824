package io.trimtab.actuators.transaction;

import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.catalogue.Catalogue;
import io.trimtab.actuators.catalogue.NumberType;
import io.trimtab.actuators.catalogue.Tunable;
import io.trimtab.actuators.catalogue.Value;
import io.trimtab.actuators.journal.JournalEntry;
import io.trimtab.actuators.journal.JournalTransaction;
import io.trimtab.actuators.journal.TransactionState;
import io.trimtab.actuators.kernel.KernelFiles;
import io.trimtab.actuators.transaction.Outcome.Result;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts originals back, from journal entries alone: it needs nothing that a dead writer knew.
 *
 * <p>Several transactions are undone as one, tunable by tunable (see {@link Chain}), so that an
 * undo that was cut short anywhere can simply be done again. A value that is not ours is someone
 * else's: it is left alone and named. Nothing is written to the journal here.
 *
 * <p>It goes round until a whole round finds nothing to write. The kernel may refuse a value while
 * another is not back yet, a file may appear only with its I/O scheduler, and writing one tunable
 * may change another that was back already.
 */
final class Undo {
  private static final Value ZERO = new Value.Number(0);

  /** Their files vanish with a mount, the values behind them do not; innermost first. */
  private static final List<String> MOUNTS = List.of("/sys/kernel/debug", "/sys", "/proc");

  private final KernelFiles files;
  private final Catalogue catalogue;
  private final VerifiedWriter writer;

  Undo(KernelFiles files, Catalogue catalogue, VerifiedWriter writer) {
    this.files = files;
    this.catalogue = catalogue;
    this.writer = writer;
  }

  /**
   * Puts the originals of these transactions back.
   *
   * @param newestFirst the transactions, newest first
   * @param takenOver tunables that a later transaction has set: their values stay
   * @param witnessed whether the writer itself asks, so that what is noted as observed is what was
   *     there last
   * @return what became of each tunable, by name
   */
  Map<String, Outcome> undo(
      List<JournalTransaction> newestFirst, Set<String> takenOver, boolean witnessed) {
    List<Chain> chains = chains(newestFirst);
    lookAt(chains, takenOver);
    Map<String, Outcome> outcomes = foreign(chains, witnessed);
    chains.removeIf(chain -> outcomes.containsKey(chain.name()));
    bringBack(chains);
    for (Chain chain : chains) {
      Outcome outcome = chain.outcome(isMounted(chain.tunable().file()));
      boolean bystander = chain.isImplied() && twinOf(chain, chains).isEmpty();
      if (!bystander || outcome.result() != Result.UNCHANGED) {
        outcomes.put(chain.name(), outcome);
      }
    }
    return outcomes;
  }

  /** The tunables of these transactions that someone else has set since. */
  Map<String, Outcome> foreign(JournalTransaction transaction) {
    List<Chain> chains = chains(List.of(transaction));
    lookAt(chains, Set.of());
    return foreign(chains, true);
  }

  /** The name under which the outcome of an entry is given. */
  String nameOf(JournalEntry entry) {
    return catalogue.find(entry.tunable()).map(Tunable::name).orElse(entry.tunable());
  }

  private List<Chain> chains(List<JournalTransaction> newestFirst) {
    Map<String, Chain> chains = new LinkedHashMap<>();
    for (JournalTransaction transaction : newestFirst) {
      List<JournalEntry> entries = transaction.entries();
      for (int i = entries.size() - 1; i >= 0; i--) {
        JournalEntry entry = entries.get(i);
        Chain chain = chains.get(nameOf(entry));
        if (chain == null) {
          chain = Chain.of(entry, catalogue.find(entry.tunable()));
          chains.put(nameOf(entry), chain);
        } else {
          chain.addOlder(entry);
        }
        if (transaction.state() == TransactionState.OPEN) {
          chain.mayBeBeingWritten();
        }
      }
    }
    List<Chain> all = List.copyOf(chains.values());
    List<Chain> disturbersFirst = new ArrayList<>(all);
    disturbersFirst.sort(Comparator.comparing(chain -> isDisturbed(chain, all)));
    return disturbersFirst;
  }

  private static boolean isDisturbed(Chain chain, List<Chain> chains) {
    return chains.stream().anyMatch(other -> other.tunable().disturbs(chain.tunable()));
  }

  private void lookAt(List<Chain> chains, Set<String> takenOver) {
    for (Chain chain : chains) {
      try {
        chain.startedAt(catalogue.read(chain.tunable()));
      } catch (ActuatorException e) {
        // Unreadable now: bringing it back tries, and says why it cannot.
      }
      Optional<Chain> twin = twinOf(chain, chains);
      if (takenOver.contains(chain.name())
          || twin.filter(t -> takenOver.contains(t.name())).isPresent()) {
        chain.start().ifPresent(chain::keep);
      }
    }
  }

  private Map<String, Outcome> foreign(List<Chain> chains, boolean witnessed) {
    Map<String, Outcome> foreign = new LinkedHashMap<>();
    for (Chain chain : chains) {
      Optional<Value> current = chain.start();
      if (current.isPresent()
          && !chain.isKept()
          && !chain.isOurs(current.get())
          && !isSteppingStone(chain, current.get(), chains)
          && !isReleasing(chain, current.get(), chains)
          && !mayBeDisturbed(chain, chains, foreign, witnessed)) {
        foreign.put(
            chain.name(),
            chain.foreign("someone else has set it to " + current.get().text() + "; left alone"));
      }
    }
    for (Chain chain : chains) {
      twinOf(chain, chains)
          .filter(twin -> foreign.containsKey(twin.name()))
          .ifPresent(
              twin ->
                  foreign.putIfAbsent(
                      chain.name(),
                      chain.foreign("someone else has set " + twin.name() + "; left alone")));
    }
    return foreign;
  }

  /**
   * Whether the kernel may have changed it because we wrote another tunable. What was only looked
   * on and was journaled as such is exempt, as long as the other one is still as it was then; but
   * an open transaction alternates without a word to the journal, so that a dead writer may have
   * written the other one once more and not have come to this one.
   */
  private static boolean mayBeDisturbed(
      Chain chain, List<Chain> chains, Map<String, Outcome> foreign, boolean witnessed) {
    return chains.stream()
        .filter(other -> other.tunable().disturbs(chain.tunable()))
        .filter(other -> !foreign.containsKey(other.name()))
        .anyMatch(
            other ->
                !chain.isObserved()
                    || !other.isObserved()
                    || (!witnessed
                        && (!chain.isImplied()
                            || other.isOpen()
                            || other.start().map(other::isBack).orElse(true))));
  }

  private void bringBack(List<Chain> chains) {
    boolean moved = true;
    for (int round = 0; moved && round < chains.size() + 2; round++) {
      moved = false;
      for (Chain chain : chains) {
        moved |= bringBack(chain, chains);
      }
    }
    if (moved) {
      chains.stream().filter(chain -> !isBack(chain)).forEach(Undo::failUnstable);
    }
  }

  private boolean isBack(Chain chain) {
    try {
      return chain.hasFailed() || chain.isBack(catalogue.read(chain.tunable()));
    } catch (ActuatorException e) {
      return false;
    }
  }

  private static void failUnstable(Chain chain) {
    chain.failed(ActuatorException.failed(chain.name() + ": another write changes it again"));
  }

  /** Whether something was written; whether it is back is noted in the chain. */
  private boolean bringBack(Chain chain, List<Chain> chains) {
    Optional<Chain> twin = twinOf(chain, chains);
    if (twin.isPresent() && chain.tunable().twin().isEmpty()) {
      return false; // It is brought back together with the other one.
    }
    try {
      return twin.isPresent() ? bringPairBack(chain, twin.get()) : bringOneBack(chain);
    } catch (ActuatorException e) {
      chain.failed(e);
      twin.ifPresent(t -> t.failed(e));
      return false;
    }
  }

  private boolean bringOneBack(Chain chain) {
    // Asked first: a write that was given up may still land after the value was read.
    boolean underWay = writer.isUnderWay(chain.tunable());
    if (!underWay && chain.isBack(catalogue.read(chain.tunable()))) {
      chain.found();
      return false;
    }
    chain.wrote(writer.putBack(chain.tunable(), chain.target()));
    return true;
  }

  /**
   * Of two tunables that zero each other, writing the one in force zeroes the other. With neither
   * in force, 0 can be written to the ratio alone, and {@code vm.dirty_ratio} zeroes its twin only
   * when it changes: then the way back leads over another ratio.
   */
  private boolean bringPairBack(Chain bytes, Chain ratio) {
    boolean underWay = writer.isUnderWay(bytes.tunable()) || writer.isUnderWay(ratio.tunable());
    Value current = catalogue.read(bytes.tunable());
    if (!underWay && bytes.isBack(current) && ratio.isBack(catalogue.read(ratio.tunable()))) {
      bytes.found();
      ratio.found();
      return false;
    }
    if (!bytes.target().equals(ZERO)) {
      bytes.wrote(writer.write(bytes.tunable(), bytes.target()));
    } else {
      if (ratio.target().equals(ZERO) && !current.equals(ZERO)) {
        writer.write(ratio.tunable(), steppingStone(ratio));
      }
      ratio.wrote(writer.write(ratio.tunable(), ratio.target()));
    }
    // Plain files, as in recorded trees, do not zero each other.
    bringOneBack(bytes);
    bringOneBack(ratio);
    return true;
  }

  private static Value steppingStone(Chain ratio) {
    long min = ratio.tunable().type() instanceof NumberType type ? type.min() : 1;
    return new Value.Number(Math.max(1, min));
  }

  private static boolean isSteppingStone(Chain chain, Value current, List<Chain> chains) {
    return chain.tunable().twin().isEmpty()
        && chain.target().equals(ZERO)
        && current.equals(steppingStone(chain))
        && twinOf(chain, chains).filter(twin -> twin.target().equals(ZERO)).isPresent();
  }

  /** Whether an undo that was cut short may have left it so, on the way to another one. */
  private static boolean isReleasing(Chain chain, Value current, List<Chain> chains) {
    return chains.stream()
        .filter(other -> other.tunable().isReleasedBy(chain.tunable()))
        .flatMap(other -> other.tunable().release().stream())
        .anyMatch(release -> release.value().equals(current.text()));
  }

  private static Optional<Chain> twinOf(Chain chain, List<Chain> chains) {
    return chains.stream()
        .filter(
            other ->
                chain.tunable().twin().filter(other.name()::equals).isPresent()
                    || other.tunable().twin().filter(chain.name()::equals).isPresent())
        .findFirst();
  }

  private boolean isMounted(String file) {
    return MOUNTS.stream()
        .filter(mount -> file.startsWith(mount + "/"))
        .findFirst()
        .map(mount -> !files.list(mount).isEmpty())
        .orElse(true);
  }
}
