package io.trimtab.fuzz.loop;

import io.trimtab.fuzz.FuzzException;
import io.trimtab.fuzz.exec.Coverage;
import io.trimtab.fuzz.guide.Choice;
import io.trimtab.fuzz.guide.Choices;
import io.trimtab.fuzz.guide.Guide;
import io.trimtab.fuzz.model.Call;
import io.trimtab.fuzz.program.CallSet;
import io.trimtab.fuzz.program.Generator;
import io.trimtab.fuzz.program.Mutator;
import io.trimtab.fuzz.program.Program;
import io.trimtab.fuzz.relation.RelationTable;
import io.trimtab.fuzz.relation.SignalSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Makes programs, runs them, keeps those that show something new, and has the guide learn from
 * them. Only the guide differs between one way of fuzzing and another: the programs are made,
 * changed, run, confirmed and minimised the same way for all.
 */
public final class FuzzLoop {
  /**
   * One program in so many is made from nothing. In the first minutes such programs show as much
   * for a run as mutations do, and more often something; one in twenty, as in syzkaller, cost
   * random fuzzing 5 % of what it had after three minutes.
   */
  private static final int FROM_NOTHING = 3;

  private static final int NO_SEED = -1;

  private final LongSupplier crashes;
  private final CallSet calls;
  private final Guide guide;
  private final RelationTable relations;
  private final LoopOptions options;
  private final Harvest harvest;
  private final AtomicLong executions = new AtomicLong();
  private final SignalSource source;
  private final TryOuts tryOuts;
  private final Object guiding = new Object();
  private final long start = System.nanoTime();
  private volatile boolean isStopped;

  /**
   * A loop that is yet to be run.
   *
   * @param signals runs its programs
   * @param crashes how many kernels have crashed on them
   */
  public FuzzLoop(
      SignalSource signals,
      LongSupplier crashes,
      CallSet calls,
      Guide guide,
      RelationTable relations,
      Harvest harvest,
      LoopOptions options) {
    this.crashes = crashes;
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
    this.tryOuts = new TryOuts(source, harvest, options.learning(), relations, this::learn);
  }

  private void learn(Program kept) {
    synchronized (guiding) {
      guide.learn(kept);
    }
  }

  /** How far it is; may be asked at any time, from any thread. */
  public LoopStatus status() {
    return new LoopStatus(
        Duration.ofNanos(System.nanoTime() - start),
        executions.get(),
        harvest.places(),
        harvest.size(),
        relations.size(),
        relations.dynamic(),
        crashes.getAsLong());
  }

  /**
   * Runs programs that were kept before, so that what they show is not new again; until this thread
   * is interrupted.
   */
  public void resume(List<Program> programs) throws InterruptedException {
    for (Program program : programs) {
      List<Coverage> signals;
      try {
        signals = source.run(program);
      } catch (FuzzException e) {
        if (Thread.interrupted()) {
          throw (InterruptedException) new InterruptedException().initCause(e);
        }
        throw e;
      }
      harvest.see(Coverage.unionOf(signals));
      // It was minimised for its last call.
      harvest.keep(program, signals.isEmpty() ? 0 : signals.get(signals.size() - 1).size());
      guide.learn(program);
    }
  }

  /**
   * Goes on from where another loop was on the same kernel, without running anything.
   *
   * @param programs in the order in which they came
   * @param signal how much a program has
   */
  public void restore(List<Program> programs, ToLongFunction<Program> signal, Coverage places) {
    harvest.restore(programs, signal, places);
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
    try {
      while (!isDone()) {
        if (!tryOuts.tryOutNext()) {
          tryOutAnother(random, choices, generator, mutator);
        }
      }
    } catch (FuzzException e) {
      if (!Thread.currentThread().isInterrupted()) {
        throw e;
      }
    }
  }

  private void tryOutAnother(
      RandomGenerator random, Choices choices, Generator generator, Mutator mutator) {
    Program program;
    int seed;
    synchronized (guiding) {
      boolean isMadeUp = harvest.size() == 0 || random.nextInt(FROM_NOTHING) == 0;
      seed = isMadeUp ? NO_SEED : guide.seed(harvest.weights(), random);
      program =
          isMadeUp
              ? generator.generate(choices, options.length())
              : mutator.mutate(harvest.program(seed), harvest.programs());
    }
    Set<Call> shown = tryOuts.tryOut(program);
    synchronized (guiding) {
      reward(choices.take(), shown);
      if (seed != NO_SEED) {
        guide.rewardSeed(seed, !shown.isEmpty());
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
}
