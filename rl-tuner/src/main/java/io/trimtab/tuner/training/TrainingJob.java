package io.trimtab.tuner.training;

import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.agent.Agent;
import io.trimtab.tuner.environment.Laboratory;
import io.trimtab.tuner.experience.Baseline;
import io.trimtab.tuner.experience.Episode;
import io.trimtab.tuner.experience.ExperienceStore;
import io.trimtab.tuner.experience.Place;
import io.trimtab.tuner.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Trains agents on laboratories: an episode for each workload and seed, several at a time. May die
 * at any instant; run again, it goes on where it stood, and no trial is lost or made twice in the
 * record. Which episodes run side by side changes nothing in any of them.
 */
public final class TrainingJob {
  private final JobSpec spec;
  private final LaboratorySource laboratories;
  private final ExperienceStore store;
  private final Prior prior;
  private final LongSupplier nanoTime;

  /**
   * @param prior what agents that can learn from other workloads are given
   * @param nanoTime a clock for the budget, in nanoseconds
   */
  public TrainingJob(
      JobSpec spec,
      LaboratorySource laboratories,
      ExperienceStore store,
      Prior prior,
      LongSupplier nanoTime) {
    this.spec = spec;
    this.laboratories = laboratories;
    this.store = store;
    this.prior = prior;
    this.nanoTime = nanoTime;
  }

  /**
   * Runs the job.
   *
   * @param listener is told one thing at a time
   * @return how each episode stands, by workload and seed as in the specification
   * @throws TunerException if a machine cannot be had, or experience cannot be kept; what was
   *     recorded stays
   * @throws InterruptedException when interrupted; trials under way are given up
   */
  public List<EpisodeResult> run(TrainingListener listener) throws InterruptedException {
    Place place = laboratories.place();
    List<Episode> episodes = new ArrayList<>();
    for (Workload workload : spec.workloads()) {
      for (long seed : spec.seeds()) {
        episodes.add(
            new Episode(place, workload, spec.agent(), seed, spec.draws(), prior.digest()));
      }
    }
    TrainingListener one = new OneAtATime(listener);
    one.begin(episodes.size(), (long) spec.budget().trials() * episodes.size());
    AtomicBoolean isStopped = new AtomicBoolean();
    long begun = nanoTime.getAsLong();
    long most = spec.budget().time().map(time -> time.toNanos()).orElse(Long.MAX_VALUE);
    BooleanSupplier isOver = () -> isStopped.get() || nanoTime.getAsLong() - begun >= most;
    List<Optional<EpisodeResult>> results = new ArrayList<>();
    episodes.forEach(e -> results.add(Optional.empty()));
    BaselineRuns baselines = new BaselineRuns(store, place);
    AtomicInteger next = new AtomicInteger();
    Callable<Boolean> worker =
        () -> {
          try (Laboratory laboratory = laboratories.open()) {
            for (int i = next.getAndIncrement(); i < episodes.size(); i = next.getAndIncrement()) {
              EpisodeResult result =
                  new EpisodeRun(store, episodes.get(i), baselines, agents(episodes.get(i)), one)
                      .run(laboratory, spec.budget().trials(), isOver);
              synchronized (results) {
                results.set(i, Optional.of(result));
              }
              one.ended(result);
            }
          } catch (RuntimeException | Error e) {
            isStopped.set(true);
            throw e;
          }
          return true;
        };
    int workers = Math.min(Math.min(spec.workers(), laboratories.most()), episodes.size());
    work(worker, workers, isStopped);
    synchronized (results) {
      return results.stream().flatMap(Optional::stream).toList();
    }
  }

  private Function<Baseline, Agent> agents(Episode episode) {
    return baseline ->
        Agents.create(
            episode.agent(),
            new AgentRequest(
                episode.place().space(),
                episode.workload().name(),
                episode.seed(),
                baseline.deviation() * Math.sqrt(1 + 1.0 / baseline.runs().size()),
                baseline.features(),
                prior));
  }

  private static void work(Callable<Boolean> worker, int workers, AtomicBoolean isStopped)
      throws InterruptedException {
    AtomicInteger number = new AtomicInteger();
    ExecutorService pool =
        Executors.newFixedThreadPool(
            workers, task -> new Thread(task, "training-" + number.incrementAndGet()));
    List<Future<Boolean>> futures = new ArrayList<>();
    try {
      for (int i = 0; i < workers; i++) {
        futures.add(pool.submit(worker));
      }
      for (Future<Boolean> future : futures) {
        future.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      if (e.getCause() instanceof InterruptedException) {
        throw new InterruptedException("a trial was interrupted");
      }
      throw new TunerException("training failed: " + e.getCause(), e);
    } finally {
      isStopped.set(true);
      pool.shutdownNow();
      awaitEnd(pool);
    }
  }

  /** Workers end their machines before anyone goes on; an interrupt is kept for later. */
  private static void awaitEnd(ExecutorService pool) {
    boolean interrupted = false;
    while (true) {
      try {
        if (pool.awaitTermination(1, TimeUnit.MINUTES)) {
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
