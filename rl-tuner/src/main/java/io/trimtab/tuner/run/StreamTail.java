package io.trimtab.tuner.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads a stream to its end on a thread of its own and keeps a limited part of it. */
final class StreamTail {
  private final Thread thread;
  private final byte[] kept;
  private int length;

  /**
   * @param limit how many bytes to keep, the last ones
   */
  StreamTail(InputStream stream, int limit) {
    this.kept = new byte[limit];
    this.thread = new Thread(() -> drain(stream), "command output");
    thread.setDaemon(true);
    thread.start();
  }

  private void drain(InputStream stream) {
    byte[] buffer = new byte[8192];
    try (stream) {
      int read = stream.read(buffer);
      while (read >= 0) {
        keep(buffer, read);
        read = stream.read(buffer);
      }
    } catch (IOException e) {
      // The process was ended: what it had printed is kept.
    }
  }

  private synchronized void keep(byte[] buffer, int read) {
    int overflow = Math.max(0, length + read - kept.length);
    if (overflow > 0 && overflow < length) {
      System.arraycopy(kept, overflow, kept, 0, length - overflow);
    }
    length = Math.max(0, length - overflow);
    int from = Math.max(0, read - kept.length);
    System.arraycopy(buffer, from, kept, length, read - from);
    length += read - from;
  }

  /** What was kept, once the stream has ended or the patience is over. */
  String text(long patienceMillis) throws InterruptedException {
    thread.join(patienceMillis);
    synchronized (this) {
      return new String(Arrays.copyOf(kept, length), StandardCharsets.UTF_8);
    }
  }
}
