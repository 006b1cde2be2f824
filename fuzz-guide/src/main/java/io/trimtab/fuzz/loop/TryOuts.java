package io.trimtab.fuzz.loop;

import io.trimtab.fuzz.exec.Coverage;
import io.trimtab.fuzz.model.Call;
import io.trimtab.fuzz.program.Minimiser;
import io.trimtab.fuzz.program.Program;
import io.trimtab.fuzz.relation.DynamicLearner;
import io.trimtab.fuzz.relation.RelationTable;
import io.trimtab.fuzz.relation.SignalSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Tries programs out. What is new is confirmed by two more runs, of which the common part counts,
 * and then minimised before it is kept and learned from, as far as the shares of runs for that go.
 * Those runs may come by something else that is new: the program that did waits until it is tried
 * out itself. For several threads.
 */
final class TryOuts {
  private static final int CONFIRMATIONS = 2;
  private static final int MOST_MINIMISING = 10;

  /**
   * While everything is new, making programs small and learning from them would leave no runs to
   * find more with: it was nine of ten.
   */
  private static final double MINIMISING = 0.1;

  private static final double LEARNING = 0.05;
  private static final int MOST_WAITING = 256;

  private final SignalSource source;
  private final Harvest harvest;
  private final Optional<DynamicLearner> learner;
  private final Consumer<Program> kept;
  private final Chances chances = new Chances();
  private final AtomicLong runs = new AtomicLong();
  private final Share minimising = new Share(MINIMISING, runs);
  private final Share learning = new Share(LEARNING, runs);

  /** Programs that are to be learned from, the youngest first. */
  private final BlockingDeque<Program> waiting = new LinkedBlockingDeque<>();

  /**
   * @param relating how relations are learned from what is kept; empty if they are not
   * @param relations where they go
   * @param kept is given what is kept
   */
  TryOuts(
      SignalSource source,
      Harvest harvest,
      Optional<DynamicLearner.Options> relating,
      RelationTable relations,
      Consumer<Program> kept) {
    this.source =
        program -> {
          runs.incrementAndGet();
          return source.run(program);
        };
    this.harvest = harvest;
    this.kept = kept;
    learner =
        relating.map(
            how ->
                new DynamicLearner(
                    program -> {
                      learning.take();
                      return aside(program, Coverage.NONE);
                    },
                    relations,
                    how));
  }

  /** Tries a program out that came by something new in passing; false if there is none. */
  boolean tryOutNext() {
    Optional<Chances.Chance> next = chances.take();
    next.ifPresent(chance -> tryOut(chance.program(), chance.promised()));
    return next.isPresent();
  }

  /** Tries a program out; its calls that gave something new, and give it again. */
  Set<Call> tryOut(Program program) {
    return tryOut(program, Coverage.NONE);
  }

  private Set<Call> tryOut(Program program, Coverage promised) {
    List<Coverage> signals = source.run(program);
    if (!signals.isEmpty()) {
      harvest.doubt(harvest.fresh(promised).minus(Coverage.unionOf(signals)));
    }
    List<Coverage> fresh = harvest.fresh(signals);
    Coverage wanted = Coverage.unionOf(fresh);
    if (wanted.isEmpty()) {
      return Set.of();
    }
    List<Coverage> confirmed = confirmed(program, fresh, wanted);
    Set<Call> shown = new HashSet<>();
    List<Program> found = new ArrayList<>();
    for (int call = confirmed.size() - 1; call >= 0; call--) {
      // What another program has shown meanwhile, or a later call of this one.
      Coverage left = harvest.fresh(confirmed.get(call));
      if (!left.isEmpty()) {
        Program least = minimised(program, call, left, wanted);
        harvest.see(left);
        harvest.keep(least, signals.get(call).size());
        found.add(least);
        shown.add(program.invocations().get(call).call());
      }
    }
    // All that it has shown is seen by now, and is not taken for something else.
    found.forEach(this::learn);
    return shown;
  }

  /** What comes again each time; the rest is doubted, unless it was the kernel that did not. */
  private List<Coverage> confirmed(Program program, List<Coverage> fresh, Coverage wanted) {
    List<Coverage> confirmed = fresh;
    boolean isAnswered = true;
    for (int i = 0; i < CONFIRMATIONS; i++) {
      List<Coverage> again = aside(program, wanted);
      confirmed = common(confirmed, again);
      isAnswered &= !again.isEmpty();
    }
    if (isAnswered) {
      harvest.doubt(wanted.minus(Coverage.unionOf(confirmed)));
    }
    return confirmed;
  }

  private static List<Coverage> common(List<Coverage> signals, List<Coverage> again) {
    return IntStream.range(0, signals.size())
        .mapToObj(i -> i < again.size() ? signals.get(i).intersection(again.get(i)) : Coverage.NONE)
        .toList();
  }

  private Program minimised(Program program, int call, Coverage left, Coverage wanted) {
    Minimiser minimiser =
        new Minimiser(
            (candidate, index) -> {
              minimising.take();
              List<Coverage> signals = aside(candidate, wanted);
              return index < signals.size() && signals.get(index).containsAll(left);
            },
            minimising.isLeft() ? MOST_MINIMISING : 0);
    return minimiser.minimise(program.first(call + 1), call).program();
  }

  private void learn(Program least) {
    kept.accept(least);
    learner.ifPresent(
        relations -> {
          waiting.addFirst(least);
          while (learning.isLeft() && !waiting.isEmpty()) {
            Optional.ofNullable(waiting.pollFirst()).ifPresent(relations::learnMinimal);
          }
          while (waiting.size() > MOST_WAITING) {
            waiting.pollLast();
          }
        });
  }

  /**
   * Runs a program to find out something about it.
   *
   * @param known what is new and is being looked at already
   */
  private List<Coverage> aside(Program program, Coverage known) {
    List<Coverage> signals = source.run(program);
    Coverage more = Coverage.unionOf(harvest.fresh(signals)).minus(known);
    if (!more.isEmpty()) {
      chances.add(program, more);
    }
    return signals;
  }
}
