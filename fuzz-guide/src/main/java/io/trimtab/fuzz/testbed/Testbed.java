package io.trimtab.fuzz.testbed;

import io.trimtab.fuzz.FuzzException;
import io.trimtab.fuzz.exec.Bytes;
import io.trimtab.fuzz.exec.ExecProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Kernels that run programs, several at the same time. A kernel that crashes or hangs is replaced;
 * the program that did it is told so, and every other one is run: none is lost.
 *
 * <p>For any number of threads. Programs are begun in the order in which they are handed in, and on
 * whichever kernel is free.
 */
public final class Testbed implements AutoCloseable {
  private final KernelMachine machine;
  private final TestbedSettings settings;
  private final CrashListener listener;
  private final LinkedBlockingDeque<Job> waiting = new LinkedBlockingDeque<>();
  private final Set<String> titles = ConcurrentHashMap.newKeySet();
  private final List<KernelWorker> workers = new ArrayList<>();
  private final AtomicLong programs = new AtomicLong();
  private final AtomicLong crashes = new AtomicLong();
  private final AtomicLong boots = new AtomicLong();
  private boolean hasCoverage;
  private volatile boolean isClosed;

  /** A program that somebody waits for. */
  record Job(
      ExecProgram program,
      Bytes request,
      CompletableFuture<Execution> execution,
      boolean isRetried) {
    Job retried() {
      return new Job(program, request, execution, true);
    }
  }

  /**
   * Starts kernels.
   *
   * @param listener is told of crashes
   * @throws FuzzException if the first kernel does not come up
   */
  public static Testbed start(
      KernelMachine machine, TestbedSettings settings, CrashListener listener)
      throws InterruptedException {
    Testbed testbed = new Testbed(machine, settings, listener);
    try {
      // Whoever cannot boot one kernel is told here, and not by every program.
      KernelSession first = KernelSession.boot(machine);
      testbed.hasCoverage = first.hasCoverage();
      testbed.startWorker(first);
      for (int i = 1; i < settings.kernels(); i++) {
        testbed.startWorker(null);
      }
      return testbed;
    } catch (RuntimeException | InterruptedException e) {
      testbed.close();
      throw e;
    }
  }

  private Testbed(KernelMachine machine, TestbedSettings settings, CrashListener listener) {
    this.machine = machine;
    this.settings = settings;
    this.listener = listener;
  }

  private void startWorker(@Nullable KernelSession session) {
    KernelWorker worker = new KernelWorker(this, machine, settings, session);
    workers.add(worker);
    worker.start("kernel " + workers.size());
  }

  /**
   * Hands in a program; what came of it is there as soon as it has run.
   *
   * @throws FuzzException if it is longer than programs may be
   */
  public CompletableFuture<Execution> submit(ExecProgram program) {
    Job job = new Job(program, settings.request(program), new CompletableFuture<>(), false);
    waiting.addLast(job);
    if (isClosed) {
      waiting.remove(job);
      job.execution().completeExceptionally(closed());
    }
    return job.execution();
  }

  /** Runs a program. */
  public Execution run(ExecProgram program) throws InterruptedException {
    return await(submit(program));
  }

  /** Runs programs; what came of them, in their order. */
  public List<Execution> runAll(List<ExecProgram> programs) throws InterruptedException {
    List<CompletableFuture<Execution>> all = programs.stream().map(this::submit).toList();
    List<Execution> executions = new ArrayList<>();
    for (CompletableFuture<Execution> execution : all) {
      executions.add(await(execution));
    }
    return executions;
  }

  private static Execution await(CompletableFuture<Execution> execution)
      throws InterruptedException {
    try {
      return execution.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof FuzzException failure) {
        throw failure;
      }
      throw new CompletionException(e.getCause());
    }
  }

  /** How many programs have been run, crashes among them. */
  public long programs() {
    return programs.get();
  }

  /** How many kernels have crashed or hung. */
  public long crashes() {
    return crashes.get();
  }

  /** How many kernels have been booted. */
  public long boots() {
    return boots.get();
  }

  /** Whether the kernels tell where calls come by. */
  public boolean hasCoverage() {
    return hasCoverage;
  }

  /** What kernels run in. */
  public KernelMachine machine() {
    return machine;
  }

  LinkedBlockingDeque<Job> waiting() {
    return waiting;
  }

  void booted() {
    boots.incrementAndGet();
  }

  void done(Job job, Execution execution) {
    programs.incrementAndGet();
    job.execution().complete(execution);
  }

  void crashed(Crash crash) {
    crashes.incrementAndGet();
    listener.crashed(crash, titles.add(crash.title()));
  }

  private static FuzzException closed() {
    return FuzzException.failed("the testbed has been closed");
  }

  /** Ends all kernels. Programs that have not been run are told so. */
  @Override
  public void close() {
    isClosed = true;
    workers.forEach(KernelWorker::interrupt);
    workers.forEach(KernelWorker::join);
    for (Job job = waiting.poll(); job != null; job = waiting.poll()) {
      job.execution().completeExceptionally(closed());
    }
  }
}
