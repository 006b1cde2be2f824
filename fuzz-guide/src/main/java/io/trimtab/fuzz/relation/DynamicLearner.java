package io.trimtab.fuzz.relation;

import io.trimtab.fuzz.program.Invocation;
import io.trimtab.fuzz.program.Minimiser;
import io.trimtab.fuzz.program.Program;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Learns relations by taking calls away (HEALER, Sun et al., SOSP 2021, algorithms 1 and 2).
 *
 * <p>A program whose calls gave something new is first cut into minimal sequences: to each call
 * with new signal those before it without which it does not give that signal. In a minimal sequence
 * each call is taken away in turn; if what the next one covers changes, the first influences the
 * second. The paper runs each test once. Signals are noisy, though, so here every test is done
 * several times, the counts are kept, and a relation holds while most of its tests show it.
 */
public final class DynamicLearner {
  /**
   * How careful it is.
   *
   * @param confirmations runs whose common signal counts as a call's own
   * @param repeats how often a pair is tested
   * @param wanted how many of these must show a change
   * @param longest the most calls of a minimal sequence that is looked at
   */
  public record Options(int confirmations, int repeats, int wanted, int longest) {
    public static final Options DEFAULT = new Options(3, 5, 3, 12);
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
  private final Set<Relation> settled = new HashSet<>();

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
  public Learned learn(Program program, List<Set<Long>> fresh) {
    StableSignal signals = new StableSignal(source, options.confirmations());
    List<Program> minimal = minimal(program, fresh, signals);
    List<Relation> found = new ArrayList<>();
    for (Program sequence : minimal) {
      if (sequence.size() <= options.longest()) {
        relations(sequence, signals, found);
      }
    }
    return new Learned(minimal, found, signals.executions());
  }

  /** Minimal sequences, from the last call with new signal to the first. */
  private List<Program> minimal(Program program, List<Set<Long>> fresh, StableSignal signals) {
    List<Program> minimal = new ArrayList<>();
    Set<Integer> done = new HashSet<>();
    for (int i = Math.min(program.size(), fresh.size()) - 1; i >= 0; i--) {
      if (fresh.get(i).isEmpty() || done.contains(i)) {
        continue;
      }
      Program head = program.first(i + 1);
      Set<Long> wanted = signals.of(head, i).always();
      wanted.retainAll(fresh.get(i));
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

  /**
   * How many tests show a change: something is missing that came with the call every time, or
   * something comes every time that never came with it. Noise is on neither side.
   */
  private int changes(StableSignal.Seen with, Program without, int call, StableSignal signals) {
    int lost = 0;
    Set<Long> gained = new HashSet<>();
    for (int test = 0; test < options.repeats(); test++) {
      Set<Long> now = new HashSet<>(signals.once(without, call));
      if (!now.containsAll(with.always())) {
        lost++;
      }
      now.removeAll(with.ever());
      if (test == 0) {
        gained.addAll(now);
      } else {
        gained.retainAll(now);
      }
    }
    return gained.isEmpty() ? lost : options.repeats();
  }

  private void relations(Program sequence, StableSignal signals, List<Relation> found) {
    for (int i = 0; i + 1 < sequence.size(); i++) {
      Invocation first = sequence.invocations().get(i);
      Invocation second = sequence.invocations().get(i + 1);
      Relation relation = new Relation(first.call().name(), second.call().name());
      if (table.get(relation).isDynamic() || !settled.add(relation)) {
        continue;
      }
      Program without = sequence.without(i);
      int changes = changes(signals.of(sequence, i + 1), without, i, signals);
      boolean isShown = changes >= options.wanted();
      Evidence evidence =
          Evidence.tested(options.repeats(), isShown ? changes : 0, sequence.toString());
      if (table.add(relation, evidence)) {
        found.add(relation);
      }
      if (!isShown) {
        // Another program may show what this one did not.
        settled.remove(relation);
      }
    }
  }
}
