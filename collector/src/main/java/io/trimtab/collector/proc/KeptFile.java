package io.trimtab.collector.proc;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A file that is read again and again: kept open, rewound each time, into one buffer. Most files of
 * /proc are made anew by the kernel when they are read from their start. A {@link RandomAccessFile}
 * is not closed when its thread is interrupted, as a channel would be.
 */
public final class KeptFile implements AutoCloseable {
  /** More than this is not read; the largest such file of a host with 1024 CPUs is below it. */
  static final int MAX_BYTES = 1 << 20;

  private static final int FIRST_BYTES = 512;

  /** Up to this many bytes the JVM reads through its stack, and needs no memory in between. */
  private static final int CHUNK = 8192;

  /** A file that could not be opened is tried again at every so many-th read. */
  private static final int READS_BETWEEN_TRIES = 10;

  private final Path path;
  private @Nullable RandomAccessFile file;
  private byte[] bytes = new byte[FIRST_BYTES];
  private String obstacle = "";
  private int pause;

  public KeptFile(Path path) {
    this.path = path;
  }

  Path path() {
    return path;
  }

  /** What the last read got; valid up to the number that it returned, until the next read. */
  public byte[] bytes() {
    return bytes;
  }

  /** Why the last read got nothing, in a few words. */
  public String obstacle() {
    return obstacle;
  }

  /**
   * Reads the file from its start to its end, or to {@link #MAX_BYTES}.
   *
   * @return how many bytes there are; -1 if it cannot be read, see {@link #obstacle()}
   */
  public int read() {
    RandomAccessFile open = file;
    int length = open == null ? -1 : readFrom(open);
    if (length >= 0) {
      return length;
    }
    if (pause > 0) {
      pause--;
      return -1;
    }
    // What was there may have been replaced by something of the same name.
    open = open();
    return open == null ? -1 : readFrom(open);
  }

  private @Nullable RandomAccessFile open() {
    try {
      file = new RandomAccessFile(path.toFile(), "r");
      return file;
    } catch (IOException e) {
      fail(e);
      pause = READS_BETWEEN_TRIES - 1;
      return null;
    }
  }

  private int readFrom(RandomAccessFile open) {
    try {
      open.seek(0);
      int length = 0;
      while (length < MAX_BYTES) {
        if (length == bytes.length) {
          bytes = Arrays.copyOf(bytes, Math.min(MAX_BYTES, 2 * length));
        }
        int got = open.read(bytes, length, Math.min(CHUNK, bytes.length - length));
        if (got <= 0) {
          break;
        }
        length += got;
      }
      return length;
    } catch (IOException e) {
      fail(e);
      return -1;
    }
  }

  /** Java says "PATH (No such file or directory)" of opening, and the reason alone of reading. */
  private void fail(IOException e) {
    String message = String.valueOf(e.getMessage());
    int from = message.lastIndexOf('(');
    obstacle = from < 0 ? message : message.substring(from + 1).replace(")", "");
    close();
  }

  @Override
  public void close() {
    RandomAccessFile open = file;
    file = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        obstacle = String.valueOf(e.getMessage());
      }
    }
  }
}
