package io.trimtab.tuner.guest;

import io.trimtab.tuner.guest.GuestProtocol.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A QEMU at work, and the line to the guest in it. */
final class QemuProcess implements AutoCloseable {
  private final Process process;
  private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();

  private QemuProcess(Process process) {
    this.process = process;
    Thread reader = new Thread(this::readAnswers, "guest line");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts QEMU.
   *
   * @param errors where QEMU complains
   */
  static QemuProcess start(HostPrograms programs, List<String> arguments, Path errors)
      throws InterruptedException {
    return new QemuProcess(QemuLauncher.start(programs, arguments, errors));
  }

  private void readAnswers() {
    Answer answer;
    do {
      answer = GuestProtocol.read(process.getInputStream());
      answers.add(answer);
    } while (!(answer instanceof GuestProtocol.Gone));
  }

  void send(byte[] request) throws IOException {
    OutputStream line = process.getOutputStream();
    line.write(request);
    line.flush();
  }

  /** The next answer; null if none came in time. */
  @Nullable Answer next(Duration limit) throws InterruptedException {
    return answers.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for it to end by itself. */
  boolean waitFor(Duration limit) throws InterruptedException {
    return process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Ends it, as a power cut would. */
  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
