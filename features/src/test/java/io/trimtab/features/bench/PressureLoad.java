package io.trimtab.features.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * Loads beside those of the demo, each a loop for some seconds that prints its rate: {@code scan
 * FILE} sums up a mapped file from its start, {@code write FILE} writes a file, removes it, and
 * begins anew.
 */
public final class PressureLoad {
  private static final int WINDOW = 64 << 20;
  private static final int BLOCK = 64 << 10;

  /** Written before the file is removed: less than the largest dirty limit that is tried. */
  private static final long WRITTEN = 384L << 20;

  private PressureLoad() {}

  /**
   * Runs a load.
   *
   * @param arguments {@code scan|write FILE SECONDS}
   */
  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[1]);
    long nanos = Math.round(Double.parseDouble(arguments[2]) * 1e9);
    long start = System.nanoTime();
    long bytes =
        arguments[0].equals("scan") ? scan(file, start + nanos) : write(file, start + nanos);
    System.out.printf(Locale.ROOT, "MB/s: %.1f%n", bytes * 1e3 / (System.nanoTime() - start));
  }

  private static long scan(Path file, long deadline) throws IOException {
    long bytes = 0;
    long sum = 0;
    while (System.nanoTime() < deadline) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        long size = channel.size();
        for (long from = 0; from < size && System.nanoTime() < deadline; from += WINDOW) {
          MappedByteBuffer window =
              channel.map(MapMode.READ_ONLY, from, Math.min(WINDOW, size - from));
          while (window.remaining() >= BLOCK && System.nanoTime() < deadline) {
            for (int i = 0; i < BLOCK; i += Long.BYTES) {
              sum += window.getLong();
            }
            bytes += BLOCK;
          }
        }
      }
    }
    if (sum == 1) {
      System.err.println("unlikely");
    }
    return bytes;
  }

  private static long write(Path file, long deadline) throws IOException {
    ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
    long bytes = 0;
    while (System.nanoTime() < deadline) {
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        for (long at = 0; at < WRITTEN && System.nanoTime() < deadline; at += BLOCK) {
          block.clear();
          bytes += channel.write(block);
        }
      } finally {
        Files.deleteIfExists(file);
      }
    }
    return bytes;
  }
}
