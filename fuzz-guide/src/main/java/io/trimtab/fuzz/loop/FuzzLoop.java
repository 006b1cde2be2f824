package io.trimtab.fuzz.loop;

import io.trimtab.fuzz.FuzzException;
import io.trimtab.fuzz.guide.Choice;
import io.trimtab.fuzz.guide.Choices;
import io.trimtab.fuzz.guide.Guide;
import io.trimtab.fuzz.model.Call;
import io.trimtab.fuzz.program.CallSet;
import io.trimtab.fuzz.program.Generator;
import io.trimtab.fuzz.program.Minimiser;
import io.trimtab.fuzz.program.Mutator;
import io.trimtab.fuzz.program.Program;
import io.trimtab.fuzz.relation.DynamicLearner;
import io.trimtab.fuzz.relation.Evidence;
import io.trimtab.fuzz.relation.RelationTable;
import io.trimtab.fuzz.relation.SignalSource;
import io.trimtab.fuzz.testbed.Testbed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Makes programs, runs them, keeps those that show something new, and has the guide learn from
 * them. Only the guide differs between one way of fuzzing and another: the programs are made,
 * changed, run, confirmed and minimised the same way for all.
 *
 * <p>What is new is confirmed by two more runs, of which the common part counts, and then minimised
 * before it is kept.
 */
public final class FuzzLoop {
  /** One program in so many is made from nothing. */
  private static final int FROM_NOTHING = 20;

  private static final int NO_SEED = -1;
  private static final int CONFIRMATIONS = 2;
  private static final int MOST_MINIMISING = 10;

  private final Testbed testbed;
  private final CallSet calls;
  private final Guide guide;
  private final RelationTable relations;
  private final LoopOptions options;
  private final Harvest harvest;
  private final AtomicLong executions = new AtomicLong();
  private final SignalSource source;
  private final Optional<DynamicLearner> learner;
  private final Object guiding = new Object();
  private final long start = System.nanoTime();
  private volatile boolean isStopped;

  public FuzzLoop(
      Testbed testbed,
      CallSet calls,
      Guide guide,
      RelationTable relations,
      Harvest harvest,
      LoopOptions options,
      TestbedSignals signals) {
    this.testbed = testbed;
    this.calls = calls;
    this.guide = guide;
    this.relations = relations;
    this.harvest = harvest;
    this.options = options;
    this.source =
        program -> {
          executions.incrementAndGet();
          return signals.run(program);
        };
    this.learner = options.learning().map(how -> new DynamicLearner(source, relations, how));
  }

  /** How far it is; may be asked at any time, from any thread. */
  public LoopStatus status() {
    int dynamic = (int) relations.all().values().stream().filter(Evidence::isDynamic).count();
    return new LoopStatus(
        Duration.ofNanos(System.nanoTime() - start),
        executions.get(),
        harvest.places(),
        harvest.size(),
        relations.size(),
        dynamic,
        testbed.crashes());
  }

  /**
   * Runs programs that were kept before, so that what they show is not new again; until this thread
   * is interrupted.
   */
  public void resume(List<Program> programs) throws InterruptedException {
    for (Program program : programs) {
      try {
        harvest.see(source.run(program));
      } catch (FuzzException e) {
        if (Thread.interrupted()) {
          throw (InterruptedException) new InterruptedException().initCause(e);
        }
        throw e;
      }
      harvest.keep(program);
      guide.learn(program);
    }
  }

  /** Goes on from where another loop was on the same kernel, without running anything. */
  public void restore(List<Program> programs, Set<Long> places) {
    harvest.restore(programs, places);
    programs.forEach(guide::learn);
  }

  /** Runs until it has done what it was to do, or this thread is interrupted. */
  public void run() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    List<RuntimeException> failures = new ArrayList<>();
    for (int i = 0; i < options.together(); i++) {
      RandomGenerator random =
          RandomGeneratorFactory.of("L64X128MixRandom").create(options.seed() + i);
      Thread thread =
          new Thread(
              () -> {
                try {
                  work(random);
                } catch (RuntimeException e) {
                  synchronized (failures) {
                    failures.add(e);
                  }
                }
              },
              "fuzzer " + i);
      threads.add(thread);
      thread.start();
    }
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } finally {
      threads.forEach(Thread::interrupt);
    }
    if (!failures.isEmpty()) {
      throw failures.get(0);
    }
  }

  /** Has it end when the programs that are being tried have been. */
  public void stop() {
    isStopped = true;
  }

  private boolean isDone() {
    return isStopped
        || Thread.currentThread().isInterrupted()
        || executions.get() >= options.executions()
        || System.nanoTime() - start >= options.time().toNanos();
  }

  private void work(RandomGenerator random) {
    Choices choices = new Choices(guide);
    Generator generator = new Generator(calls, random);
    Mutator mutator = new Mutator(generator, choices, Mutator.Weights.DEFAULT);
    while (!isDone()) {
      Program program;
      int seed;
      synchronized (guiding) {
        int kept = harvest.size();
        boolean isMadeUp = kept == 0 || random.nextInt(FROM_NOTHING) == 0;
        seed = isMadeUp ? NO_SEED : guide.seed(kept, random);
        program =
            isMadeUp
                ? generator.generate(choices, options.length())
                : mutator.mutate(harvest.program(seed), harvest.programs());
      }
      Set<Call> shown;
      try {
        shown = tryOut(program);
      } catch (FuzzException e) {
        if (Thread.currentThread().isInterrupted()) {
          return;
        }
        throw e;
      }
      synchronized (guiding) {
        reward(choices.take(), shown);
        if (seed != NO_SEED) {
          guide.rewardSeed(seed, !shown.isEmpty());
        }
      }
    }
  }

  /**
   * Tells the guide of its choices: one for a program by whether that showed anything new, which
   * may come with a later call; several each by whether it was theirs.
   */
  private void reward(List<Choice> choices, Set<Call> shown) {
    boolean isNew = !shown.isEmpty();
    for (Choice choice : choices) {
      guide.reward(choice, choices.size() == 1 ? isNew : shown.contains(choice.call()));
    }
  }

  /** The calls of a program that gave something new, and give it again. */
  private Set<Call> tryOut(Program program) {
    List<Set<Long>> fresh = harvest.fresh(source.run(program));
    if (fresh.stream().allMatch(Set::isEmpty)) {
      return Set.of();
    }
    for (int i = 0; i < CONFIRMATIONS; i++) {
      retain(fresh, source.run(program));
    }
    Set<Call> shown = new HashSet<>();
    for (int call = fresh.size() - 1; call >= 0; call--) {
      // What another program has shown meanwhile, or a later call of this one.
      Set<Long> left = harvest.fresh(List.of(fresh.get(call))).get(0);
      if (!left.isEmpty()) {
        keep(program, call, left);
        shown.add(program.invocations().get(call).call());
      }
    }
    return shown;
  }

  private static void retain(List<Set<Long>> fresh, List<Set<Long>> again) {
    for (int i = 0; i < fresh.size(); i++) {
      fresh.get(i).retainAll(i < again.size() ? again.get(i) : Set.of());
    }
  }

  private void keep(Program program, int call, Set<Long> wanted) {
    Minimiser minimiser =
        new Minimiser(
            (candidate, index) -> {
              List<Set<Long>> signals = source.run(candidate);
              return index < signals.size() && signals.get(index).containsAll(wanted);
            },
            MOST_MINIMISING);
    Program least = minimiser.minimise(program.first(call + 1), call).program();
    harvest.see(List.of(wanted));
    harvest.keep(least);
    learner.ifPresent(relationLearner -> relationLearner.learnMinimal(least));
    synchronized (guiding) {
      guide.learn(least);
    }
  }
}
