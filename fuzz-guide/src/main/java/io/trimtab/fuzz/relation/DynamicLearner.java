package io.trimtab.fuzz.relation;

import io.trimtab.fuzz.exec.Coverage;
import io.trimtab.fuzz.program.Invocation;
import io.trimtab.fuzz.program.Minimiser;
import io.trimtab.fuzz.program.Program;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Learns relations by taking calls away (HEALER, Sun et al., SOSP 2021, algorithms 1 and 2).
 *
 * <p>A program whose calls gave something new is first cut into minimal sequences: to each call
 * with new signal those before it without which it does not give that signal. In a minimal sequence
 * each call is taken away in turn; if what the next one covers changes, the first influences the
 * second. The paper runs each test once. Signals are noisy, though, so here a test is repeated
 * until the outcome of most repeats is certain, the counts are kept, and a relation holds while
 * most of its tests show it. A pair that several programs did not show is left alone, since tests
 * are runs that find nothing else; as in the paper, so is one that is known to be a relation,
 * unless somebody asks how strong it is.
 */
public final class DynamicLearner {
  /**
   * How careful it is.
   *
   * @param confirmations runs whose common signal counts as a call's own
   * @param repeats how often a pair is tested in one program, at most
   * @param wanted how many of these must show a change
   * @param longest the most calls of a minimal sequence that is looked at
   * @param programs how many that do not show a relation are tried, at most
   * @param isWeighing whether relations that hold without a test, since descriptions or somebody
   *     else told them, are tested too: that says nothing new but how strong they are
   */
  public record Options(
      int confirmations, int repeats, int wanted, int longest, int programs, boolean isWeighing) {
    public static final Options DEFAULT = new Options(3, 5, 3, 12, 4, false);

    /** The same, with relations weighed. */
    public Options weighing() {
      return new Options(confirmations, repeats, wanted, longest, programs, true);
    }
  }

  /**
   * What was learned from a program.
   *
   * @param minimal sequences, the call with the new signal last
   * @param found relations that hold since
   * @param executions runs that it took
   */
  public record Learned(List<Program> minimal, List<Relation> found, long executions) {}

  private static final int MOST_TESTS = 100;

  private final SignalSource source;
  private final RelationTable table;
  private final Options options;
  private final Map<Relation, Integer> tried = new ConcurrentHashMap<>();

  public DynamicLearner(SignalSource source, RelationTable table, Options options) {
    this.source = source;
    this.table = table;
    this.options = options;
  }

  /**
   * Learns from a program.
   *
   * @param fresh for each call, the part of its signal that is new; calls without any are only
   *     looked at as part of what others need
   */
  public Learned learn(Program program, List<Coverage> fresh) {
    StableSignal signals = new StableSignal(source, options.confirmations());
    List<Program> minimal = minimal(program, fresh, signals);
    List<Relation> found = new ArrayList<>();
    for (Program sequence : minimal) {
      relations(sequence, signals, found);
    }
    return new Learned(minimal, found, signals.executions());
  }

  /** Learns from a sequence that is minimal already. */
  public Learned learnMinimal(Program sequence) {
    StableSignal signals = new StableSignal(source, options.confirmations());
    List<Relation> found = new ArrayList<>();
    relations(sequence, signals, found);
    return new Learned(List.of(sequence), found, signals.executions());
  }

  /** Minimal sequences, from the last call with new signal to the first. */
  private List<Program> minimal(Program program, List<Coverage> fresh, StableSignal signals) {
    List<Program> minimal = new ArrayList<>();
    Set<Integer> done = new HashSet<>();
    for (int i = Math.min(program.size(), fresh.size()) - 1; i >= 0; i--) {
      if (fresh.get(i).isEmpty() || done.contains(i)) {
        continue;
      }
      Program head = program.first(i + 1);
      Coverage wanted = signals.of(head, i).always().intersection(fresh.get(i));
      if (wanted.isEmpty()) {
        continue;
      }
      Minimiser minimiser =
          new Minimiser(
              (candidate, call) -> signals.of(candidate, call).always().containsAll(wanted),
              MOST_TESTS);
      Program small = minimiser.minimiseCalls(head, i).program();
      minimal.add(small);
      done.add(i);
    }
    return minimal;
  }

  private void relations(Program sequence, StableSignal signals, List<Relation> found) {
    if (sequence.size() > options.longest()) {
      return;
    }
    List<StableSignal.Seen> with = List.of();
    for (int i = 0; i + 1 < sequence.size(); i++) {
      Invocation first = sequence.invocations().get(i);
      Invocation second = sequence.invocations().get(i + 1);
      Relation relation = new Relation(first.call().name(), second.call().name());
      Evidence known = table.get(relation);
      if ((options.isWeighing() ? known.isDynamic() : known.holds())
          || tried.merge(relation, 1, Integer::sum) > options.programs()) {
        continue;
      }
      if (with.isEmpty()) {
        with = signals.of(sequence);
      }
      if (with.get(i + 1).always().isEmpty()) {
        continue;
      }
      Evidence evidence = Removal.test(sequence, i, i + 1, with.get(i + 1), signals, options);
      if (table.add(relation, evidence)) {
        found.add(relation);
      }
    }
  }
}
