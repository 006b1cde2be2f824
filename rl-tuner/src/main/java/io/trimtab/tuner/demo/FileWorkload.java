package io.trimtab.tuner.demo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A program with two access patterns on one file: random touches of a mapping, and sequential
 * reads. It opens the file anew at every start, because the kernel copies a device's readahead into
 * a file when it is opened.
 *
 * <p>It prints one line with its rate: {@code touches/s: 12345} or {@code MB/s: 678}.
 */
public final class FileWorkload {
  private static final int PAGE = 4096;
  private static final long SEGMENT = 1L << 30;
  private static final int READ = 16 * 1024;
  private static final int BATCH = 16;

  private FileWorkload() {}

  /**
   * Runs the workload.
   *
   * @param arguments {@code random|sequential FILE SECONDS}
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 3) {
      System.err.println("usage: FileWorkload random|sequential FILE SECONDS");
      System.exit(2);
    }
    Path file = Path.of(arguments[1]);
    double seconds = Double.parseDouble(arguments[2]);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (arguments[0].equals("random")) {
        System.out.printf(Locale.ROOT, "touches/s: %.1f%n", touchAtRandom(channel, seconds));
      } else {
        System.out.printf(Locale.ROOT, "MB/s: %.1f%n", readInOrder(channel, seconds) / 1e6);
      }
    }
  }

  /** Touches random pages of the mapped file; touches per second. */
  static double touchAtRandom(FileChannel channel, double seconds) throws IOException {
    List<MappedByteBuffer> segments = new ArrayList<>();
    long size = channel.size();
    for (long from = 0; from < size; from += SEGMENT) {
      segments.add(
          channel.map(FileChannel.MapMode.READ_ONLY, from, Math.min(SEGMENT, size - from)));
    }
    SplittableRandom random = new SplittableRandom(1);
    long pages = size / PAGE;
    long start = System.nanoTime();
    long deadline = start + Math.round(seconds * 1e9);
    long touches = 0;
    int sink = 0;
    long now = start;
    while (now < deadline) {
      // The clock is looked at seldom where touches are quick, and each time where they are slow.
      for (int i = 0; i < BATCH && (i == 0 || System.nanoTime() < deadline); i++) {
        long page = random.nextLong(pages);
        long offset = page * PAGE;
        sink += segments.get((int) (offset / SEGMENT)).get((int) (offset % SEGMENT));
        touches++;
      }
      now = System.nanoTime();
    }
    if (sink == Integer.MIN_VALUE) {
      System.err.println("unlikely");
    }
    return touches * 1e9 / (now - start);
  }

  /** Reads the file from its start, over again when it ends; bytes per second. */
  static double readInOrder(FileChannel channel, double seconds) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(READ);
    long start = System.nanoTime();
    long deadline = start + Math.round(seconds * 1e9);
    long bytes = 0;
    long position = 0;
    while (System.nanoTime() < deadline) {
      buffer.clear();
      int read = channel.read(buffer, position);
      if (read <= 0) {
        position = 0;
        continue;
      }
      position += read;
      bytes += read;
    }
    return bytes * 1e9 / (System.nanoTime() - start);
  }
}
