package io.trimtab.tuner.guest;

import io.trimtab.actuators.transaction.Change;
import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.environment.Evaluation;
import io.trimtab.tuner.environment.Laboratory;
import io.trimtab.tuner.files.Trees;
import io.trimtab.tuner.run.Objective;
import io.trimtab.tuner.search.SearchSpace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Guests with a stock kernel, one for each trial.
 *
 * <p>Quiet guests go on from one that has booted and was saved: each trial starts from the very
 * same state, within a fraction of a second, and the same trial gives the same result bit for bit.
 * What a trial gave is kept with the other files of the guests, and not run again. A guest that
 * hangs is ended by its own watchdog, at an instant of its own time, so that this, too, is the same
 * each time; a crash or a hang is a failure of the setting.
 *
 * <p>In the mode with several processors each trial boots a guest; nothing of it repeats, or is
 * kept.
 *
 * <p>May be used by several threads.
 */
public final class GuestLaboratory implements Laboratory {
  private static final String MEMO = "trials.db";

  private final GuestLab lab;
  private final GuestMachine machine;
  private final GuestTunables tunables;
  private final Optional<TrialMemo> memo;
  private final int sideBySide;

  private GuestLaboratory(
      GuestLab lab,
      GuestMachine machine,
      GuestTunables tunables,
      Optional<TrialMemo> memo,
      int sideBySide) {
    this.lab = lab;
    this.machine = machine;
    this.tunables = tunables;
    this.memo = memo;
    this.sideBySide = sideBySide;
  }

  /**
   * Opens a laboratory; whatever it needs is built if it is not in the cache.
   *
   * @param kernel a series such as {@code 6.1}, or a whole release
   * @param mode quiet, or with several processors
   * @param sideBySide how many quiet guests run at a time at most, from 1 on; of the others one
   *     does
   * @throws TunerException if the kernel or the guests cannot be had
   */
  public static GuestLaboratory open(GuestLab lab, String kernel, GuestMode mode, int sideBySide)
      throws InterruptedException {
    return open(lab, kernel, mode, sideBySide, lab.cache().directory().resolve(MEMO));
  }

  /** The same with a memo of its own. */
  static GuestLaboratory open(
      GuestLab lab, String kernel, GuestMode mode, int sideBySide, Path memoFile)
      throws InterruptedException {
    GuestKernel found = lab.kernels().get(kernel);
    GuestRecorder recorder = new GuestRecorder(lab.cache());
    if (mode == GuestMode.SMP) {
      GuestMachine machine = new SmpMachine(lab, found);
      return new GuestLaboratory(lab, machine, recorder.tunables(machine), Optional.empty(), 1);
    }
    GuestMachine machine = new QuietMachine(lab, lab.saved(found));
    GuestTunables tunables = recorder.tunables(machine);
    TrialMemo memo = TrialMemo.open(memoFile);
    return new GuestLaboratory(lab, machine, tunables, Optional.of(memo), sideBySide);
  }

  @Override
  public String name() {
    return machine.name();
  }

  @Override
  public SearchSpace space() {
    return tunables.space();
  }

  /** The release of the kernel that the guests run. */
  public String kernel() {
    return machine.kernel().release();
  }

  /** What results depend on besides kernel, seed and trial; empty if they do not repeat. */
  public String digest() {
    return machine.digest();
  }

  /** The guest's tunables. */
  public GuestTunables tunables() {
    return tunables;
  }

  /**
   * {@inheritDoc}
   *
   * @throws TunerException also if the setting names a tunable that the guest does not have, or a
   *     value outside its range
   */
  @Override
  public Evaluation evaluate(Trial trial) throws InterruptedException {
    GuestTrial job = prepare(trial);
    TrialMemo.Key key =
        new TrialMemo.Key(
            machine.kernel().release(),
            machine.digest(),
            job.workload(),
            job.setting(),
            trial.seed());
    Optional<Evaluation> known = memo.flatMap(open -> open.find(key));
    if (known.isPresent()) {
      return known.get();
    }
    JobOutcome outcome = run(trial);
    Evaluation evaluation = evaluate(trial, outcome);
    if (outcome.isRepeatable()) {
      memo.ifPresent(open -> open.add(key, evaluation));
    }
    return evaluation;
  }

  /** What a trial's outcome means. */
  Evaluation evaluate(Trial trial, JobOutcome outcome) throws InterruptedException {
    try (RunDirectory scratch = lab.cache().newRun()) {
      return prepare(trial).evaluation(outcome, scratch.path());
    } catch (IOException e) {
      throw new TunerException("cannot read what a guest did: " + Trees.reason(e), e);
    }
  }

  private GuestTrial prepare(Trial trial) {
    if (trial.workload().objective().source() instanceof Objective.Exec) {
      throw TunerException.invalid(
          trial.workload().name() + ": an objective of a command is for a host, not for a guest");
    }
    List<Change> changes = tunables.changes(trial.setting());
    return new GuestTrial(trial, changes);
  }

  /**
   * Runs a workload under a setting as a trial does, for whoever wants to see all that it prints;
   * nothing is kept of it.
   *
   * @return the replies to two requests: writing the setting's values, with what they read
   *     afterwards, and the run
   * @throws TunerException as {@link #evaluate(Trial)}
   */
  public JobOutcome run(Trial trial) throws InterruptedException {
    GuestTrial job = prepare(trial);
    return machine.carryOut(trial.seed(), job.requests(machine.isQuiet()), job.limit());
  }

  @Override
  public List<Evaluation> evaluate(List<Trial> trials) throws InterruptedException {
    int threads = Math.min(sideBySide, trials.size());
    if (threads <= 1) {
      return Laboratory.super.evaluate(trials);
    }
    ExecutorService guests = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Evaluation>> futures = new ArrayList<>();
      for (Trial trial : trials) {
        futures.add(guests.submit(() -> evaluate(trial)));
      }
      List<Evaluation> results = new ArrayList<>();
      for (Future<Evaluation> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TunerException failure) {
        throw failure;
      }
      throw new TunerException("a trial broke: " + e.getCause(), e);
    } finally {
      guests.shutdownNow();
    }
  }

  @Override
  public void close() {
    memo.ifPresent(TrialMemo::close);
  }
}
