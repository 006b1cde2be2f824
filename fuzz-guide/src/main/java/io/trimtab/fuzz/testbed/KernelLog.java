package io.trimtab.fuzz.testbed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Listens to what a kernel says, and keeps the beginning and the end of it. */
final class KernelLog {
  /** A kernel that repeats itself must not fill the memory, nor push out how it began. */
  private static final int BEGINNING = 64 << 10;

  private static final int END = 256 << 10;

  private final StringBuilder beginning = new StringBuilder();
  private final StringBuilder end = new StringBuilder();
  private final Thread reader;

  KernelLog(InputStream console) {
    reader = new Thread(() -> read(console), "kernel's words");
    reader.setDaemon(true);
    reader.start();
  }

  private void read(InputStream console) {
    byte[] buffer = new byte[8 << 10];
    try {
      for (int n = console.read(buffer); n >= 0; n = console.read(buffer)) {
        add(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
      }
    } catch (IOException e) {
      // The kernel has been ended; what it said so far is all there is.
    }
  }

  private synchronized void add(String more) {
    StringBuilder to = beginning.length() < BEGINNING ? beginning : end;
    to.append(more);
    if (end.length() > 2 * END) {
      end.delete(0, end.length() - END);
    }
  }

  /** What the kernel has said. */
  synchronized String text() {
    return beginning.toString() + end;
  }

  synchronized List<String> lines() {
    return text().lines().toList();
  }

  /** Waits until the kernel can say no more, as it has ended. */
  void awaitEnd(Duration limit) throws InterruptedException {
    reader.join(limit.toMillis());
  }
}
