package io.trimtab.fuzz.testbed;

import io.trimtab.fuzz.FuzzException;
import io.trimtab.fuzz.exec.ExecProgram;
import io.trimtab.fuzz.exec.ExecResult;
import io.trimtab.fuzz.exec.ResultFormat;
import io.trimtab.fuzz.testbed.Testbed.Job;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One place of a testbed: a kernel, and the next when that is gone.
 *
 * <p>Some programs are sent ahead, so that the kernel never waits for this side. They are answered
 * in order: when the kernel ends, the first that has no answer is the one that it was running, and
 * those behind it go back to the front of the queue.
 */
final class KernelWorker {
  private static final int REMEMBERED = 64;

  private final Testbed testbed;
  private final KernelMachine machine;
  private final TestbedSettings settings;
  private final Deque<Job> sent = new ArrayDeque<>();
  private final Deque<ExecProgram> before = new ArrayDeque<>();
  private @Nullable KernelSession session;
  private int firstSent;
  private Thread thread = new Thread();

  KernelWorker(
      Testbed testbed,
      KernelMachine machine,
      TestbedSettings settings,
      @Nullable KernelSession session) {
    this.testbed = testbed;
    this.machine = machine;
    this.settings = settings;
    this.session = session;
  }

  void start(String name) {
    if (session != null) {
      testbed.booted();
    }
    thread = new Thread(this::work, name);
    thread.setDaemon(true);
    thread.start();
  }

  void interrupt() {
    thread.interrupt();
  }

  void join() {
    boolean wasInterrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        wasInterrupted = true;
      }
    }
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    try {
      while (true) {
        stepOrTell();
      }
    } catch (InterruptedException e) {
      // The testbed is being closed.
    } finally {
      putBack();
      endSession();
    }
  }

  /**
   * A step; whoever waits for a program is told if this side fails, and the next step is a new one.
   */
  private void stepOrTell() throws InterruptedException {
    try {
      step();
    } catch (RuntimeException e) {
      sent.forEach(job -> job.execution().completeExceptionally(e));
      sent.clear();
      endSession();
    }
  }

  private void step() throws InterruptedException {
    if (sent.isEmpty()) {
      Job job = testbed.waiting().takeFirst();
      sent.addLast(job);
      KernelSession kernel = session();
      if (kernel == null) {
        return;
      }
      if (!kernel.isAlive()) {
        diedIdle(kernel);
        return;
      }
      kernel.send(firstSent, job.request());
    }
    KernelSession kernel = session();
    if (kernel != null) {
      fill(kernel);
      receive(kernel);
    }
  }

  /** The kernel; null if none can be had, which the programs have been told. */
  private @Nullable KernelSession session() throws InterruptedException {
    if (session == null) {
      try {
        session = KernelSession.bootPatiently(machine);
        firstSent = 0;
        before.clear();
        testbed.booted();
      } catch (FuzzException e) {
        sent.forEach(job -> job.execution().completeExceptionally(e));
        sent.clear();
      }
    }
    return session;
  }

  private void fill(KernelSession kernel) {
    while (sent.size() < settings.ahead()) {
      Job job = testbed.waiting().pollFirst();
      if (job == null) {
        return;
      }
      sent.addLast(job);
      kernel.send(firstSent + sent.size() - 1, job.request());
    }
  }

  private void receive(KernelSession kernel) throws InterruptedException {
    Duration limit = settings.programLimit().plus(settings.answerLimit());
    byte[] answer = kernel.answer(firstSent, limit);
    ExecResult result = answer == null ? null : read(answer, sent.getFirst().program());
    if (result == null) {
      crashed(kernel);
      return;
    }
    Job job = sent.removeFirst();
    firstSent++;
    before.addLast(job.program());
    if (before.size() > REMEMBERED) {
      before.removeFirst();
    }
    testbed.done(job, new Execution.Finished(result));
  }

  private static @Nullable ExecResult read(byte[] answer, ExecProgram program) {
    try {
      return ResultFormat.decode(answer, program.calls().size());
    } catch (FuzzException e) {
      // A kernel that is damaged may answer anything.
      return null;
    }
  }

  /** It ended while it had nothing to run: what it ran last has left something behind. */
  private void diedIdle(KernelSession kernel) throws InterruptedException {
    ExecProgram last = before.isEmpty() ? new ExecProgram(List.of()) : before.getLast();
    testbed.crashed(Crashes.end(kernel, last, List.copyOf(before)));
    putBack();
    endSession();
  }

  private void crashed(KernelSession kernel) throws InterruptedException {
    Job job = sent.removeFirst();
    Crash crash = Crashes.end(kernel, job.program(), List.copyOf(before));
    putBack();
    endSession();
    if (crash.kind() == Crash.Kind.LOST && !job.isRetried()) {
      // It may have had nothing to do with it: it is told so only if that happens twice.
      testbed.waiting().addFirst(job.retried());
      return;
    }
    testbed.crashed(crash);
    testbed.done(job, new Execution.Crashed(crash));
  }

  /** What has been sent and not answered goes to the front of the queue, in its order. */
  private void putBack() {
    for (Iterator<Job> last = sent.descendingIterator(); last.hasNext(); ) {
      testbed.waiting().addFirst(last.next());
    }
    sent.clear();
  }

  private void endSession() {
    KernelSession current = session;
    session = null;
    if (current != null) {
      current.close();
    }
  }
}
