package io.trimtab.fuzz.testbed;

import io.trimtab.fuzz.FuzzException;
import io.trimtab.fuzz.exec.Bytes;
import io.trimtab.fuzz.exec.ExecutorGreeting;
import io.trimtab.fuzz.exec.RunRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A kernel from its boot to its end. Programs may be sent ahead; answers come in the same order.
 * Not for several threads.
 */
final class KernelSession implements AutoCloseable {
  private static final int BOOTS = 3;
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final Process process;
  private final KernelLog log;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final BlockingQueue<Frame> outgoing = new LinkedBlockingQueue<>();
  private final Thread writer;
  private boolean hasCoverage;

  /** What comes from a kernel: a frame, or the line's end. */
  private sealed interface Event {
    record Arrived(Frame frame) implements Event {}

    record Ended(String why) implements Event {}
  }

  private KernelSession(Process process) {
    this.process = process;
    this.log = new KernelLog(process.getErrorStream());
    begin("kernel's answers", () -> read(process.getInputStream()));
    writer = begin("kernel's programs", () -> write(process.getOutputStream()));
  }

  private static Thread begin(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** On a thread of its own: a kernel that hangs takes no more than the line holds. */
  private void write(OutputStream line) {
    try {
      while (true) {
        outgoing.take().write(line);
      }
    } catch (IOException | InterruptedException e) {
      // The kernel is gone, which the other side of the line tells.
    }
  }

  private void read(InputStream line) {
    try {
      while (true) {
        events.add(new Event.Arrived(Frame.read(line)));
      }
    } catch (IOException e) {
      events.add(new Event.Ended(String.valueOf(e.getMessage())));
    }
  }

  /**
   * Boots a kernel and waits until it takes programs.
   *
   * @throws FuzzException if it does not, with what it said
   */
  static KernelSession boot(KernelMachine machine) throws InterruptedException {
    KernelSession session;
    try {
      session = new KernelSession(machine.start());
    } catch (IOException e) {
      throw new FuzzException(
          FuzzException.Kind.FAILED, "cannot start " + machine.name() + ": " + Trees.reason(e), e);
    }
    try {
      session.awaitGreeting(machine);
      return session;
    } catch (RuntimeException | InterruptedException e) {
      session.close();
      throw e;
    }
  }

  /**
   * The same where kernels of this machine have come up before: one that does not is tried again,
   * as the machine may be short of memory for now, or have laid the kernel's out badly.
   *
   * @throws FuzzException if it does not, each time, with what it said the last time
   */
  static KernelSession bootPatiently(KernelMachine machine) throws InterruptedException {
    for (int attempt = 1; attempt < BOOTS; attempt++) {
      try {
        return boot(machine);
      } catch (FuzzException e) {
        // What the last attempt says is told.
      }
    }
    return boot(machine);
  }

  private void awaitGreeting(KernelMachine machine) throws InterruptedException {
    Frame frame = next(machine.bootLimit());
    if (frame == null || frame.kind() != Frame.READY) {
      process.destroyForcibly();
      log.awaitEnd(LAST_WORDS);
      List<String> words = log.lines();
      String last = String.join("\n  ", words.subList(Math.max(0, words.size() - 8), words.size()));
      throw FuzzException.failed(
          machine.name() + " does not come up; what it said last:\n  " + last);
    }
    hasCoverage = ExecutorGreeting.check(frame.content().toArray()).hasCoverage();
  }

  /** Whether the kernel tells where calls come by. */
  boolean hasCoverage() {
    return hasCoverage;
  }

  /** The next frame; null if none came in time, or none will. */
  private @Nullable Frame next(Duration limit) throws InterruptedException {
    Event event = events.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
    if (event instanceof Event.Ended) {
      // For whoever asks again.
      events.add(event);
    }
    return event instanceof Event.Arrived arrived ? arrived.frame() : null;
  }

  /**
   * Sends a program; whether it has come to the kernel shows in the answer alone.
   *
   * @param request of {@link RunRequest}
   */
  void send(int id, Bytes request) {
    outgoing.add(new Frame(Frame.RUN, id, request));
  }

  /**
   * The answer to a program.
   *
   * @return its content; null if the kernel has ended, does not answer in time, or answers nonsense
   * @throws FuzzException if the executor refuses the program
   */
  byte @Nullable [] answer(int id, Duration limit) throws InterruptedException {
    Frame frame = next(limit);
    if (frame == null || frame.id() != id) {
      return null;
    }
    if (frame.kind() == Frame.REFUSED) {
      throw new IllegalStateException("the executor takes a program for none");
    }
    return frame.kind() == Frame.RESULT ? frame.content().toArray() : null;
  }

  /** Whether the kernel is still there, as far as this side can see. */
  boolean isAlive() {
    return process.isAlive() && !(events.peek() instanceof Event.Ended);
  }

  /** Ends the kernel; what it said until then. */
  KernelLog end() throws InterruptedException {
    if (process.isAlive() && CrashTitle.of(log.lines()).isPresent()) {
      // It has begun to say what is wrong, and ends when it has said it.
      process.waitFor(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
    }
    process.destroyForcibly();
    log.awaitEnd(LAST_WORDS);
    return log;
  }

  /** Ends the kernel, as a power cut would. */
  @Override
  public void close() {
    writer.interrupt();
    process.destroyForcibly();
    process.onExit().join();
  }
}
