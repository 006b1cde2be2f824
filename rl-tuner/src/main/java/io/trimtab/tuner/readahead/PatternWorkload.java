package io.trimtab.tuner.readahead;

import io.trimtab.features.readahead.AccessPattern;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A program that reads a file in one pattern, as a server does that opens its file for each batch
 * of requests: a device's readahead is copied into a file when it is opened. It prints one line,
 * {@code pages/s: 12345.6}, for the pages that it asked for.
 */
public final class PatternWorkload {
  private static final int PAGE = 4096;

  /** How long a file stays open. */
  private static final long BATCH_NANOS = 500_000_000;

  private final AccessPattern pattern;
  private final boolean isMapped;
  private final Path file;
  private final int length;
  private final int stride;
  private final Optional<Path> trace;

  private PatternWorkload(
      AccessPattern pattern,
      boolean isMapped,
      Path file,
      int length,
      int stride,
      Optional<Path> trace) {
    this.pattern = pattern;
    this.isMapped = isMapped;
    this.file = file;
    this.length = length;
    this.stride = stride;
    this.trace = trace;
  }

  /**
   * Runs it.
   *
   * @param arguments {@code PATTERN read|map FILE SECONDS PAGES STRIDE SEED [TRACE]}: pages of each
   *     access, and pages from one to the next where it is strided; each batch's rate is appended
   *     to TRACE, as an object in a line
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length < 7 || arguments.length > 8 || AccessPattern.of(arguments[0]).isEmpty()) {
      System.err.println(
          "usage: PatternWorkload PATTERN read|map FILE SECONDS PAGES STRIDE SEED [TRACE]");
      System.exit(2);
    }
    AccessPattern pattern = AccessPattern.of(arguments[0]).orElseThrow();
    PatternWorkload workload =
        new PatternWorkload(
            pattern,
            arguments[1].equals("map"),
            Path.of(arguments[2]),
            Integer.parseInt(arguments[4]),
            Integer.parseInt(arguments[5]),
            arguments.length > 7 ? Optional.of(Path.of(arguments[7])) : Optional.empty());
    double seconds = Double.parseDouble(arguments[3]);
    long seed = Long.parseLong(arguments[6]);
    System.out.printf(Locale.ROOT, "pages/s: %.1f%n", workload.run(seconds, seed));
  }

  private double run(double seconds, long seed) throws IOException, InterruptedException {
    SplittableRandom random = new SplittableRandom(seed);
    long start = System.nanoTime();
    long end = start + Math.round(seconds * 1e9);
    if (pattern != AccessPattern.MIXED) {
      return rate(walk(pattern, random, end), start);
    }
    ExecutorService readers = Executors.newFixedThreadPool(2);
    try {
      List<Callable<Long>> ways =
          List.of(
              () -> walk(AccessPattern.SEQUENTIAL, random.split(), end),
              () -> walk(AccessPattern.RANDOM, random.split(), end));
      long pages = 0;
      for (Future<Long> way : readers.invokeAll(ways)) {
        pages += way.get();
      }
      return rate(pages, start);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } finally {
      readers.shutdownNow();
    }
  }

  private static double rate(long pages, long start) {
    return pages * 1e9 / (System.nanoTime() - start);
  }

  /** Walks over the file, opened anew for each batch, until the time is over; pages asked for. */
  private long walk(AccessPattern way, SplittableRandom random, long end) throws IOException {
    long pages = 0;
    Walk walk = null;
    while (System.nanoTime() < end) {
      long start = System.nanoTime();
      long before = pages;
      long batchEnd = Math.min(end, start + BATCH_NANOS);
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        if (walk == null) {
          walk = Walk.of(way, channel.size() / PAGE, length, stride, random);
        }
        pages += isMapped ? touch(channel, walk, batchEnd) : read(channel, walk, batchEnd);
      }
      trace(way, rate(pages - before, start));
    }
    return pages;
  }

  private void trace(AccessPattern way, double rate) throws IOException {
    if (trace.isPresent()) {
      String line =
          String.format(
              Locale.ROOT,
              "{\"time\":\"%s\",\"event\":\"rate\",\"pattern\":\"%s\",\"pages_per_second\":%.1f}%n",
              Instant.now(),
              way.word(),
              rate);
      Files.writeString(trace.get(), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }

  private long read(FileChannel channel, Walk walk, long end) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(length * PAGE);
    long pages = 0;
    do {
      buffer.clear();
      channel.read(buffer, walk.next() * PAGE);
      pages += length;
    } while (System.nanoTime() < end);
    return pages;
  }

  private long touch(FileChannel channel, Walk walk, long end) throws IOException {
    Mapping mapping = new Mapping(channel);
    long pages = 0;
    int sum = 0;
    do {
      long first = walk.next();
      // The clock is looked at after every page: one may take long.
      for (int i = 0; i < length && (i == 0 || System.nanoTime() < end); i++) {
        sum += mapping.byteOf(first + i);
        pages++;
      }
    } while (System.nanoTime() < end);
    if (sum == Integer.MIN_VALUE) {
      System.err.println("unlikely");
    }
    return pages;
  }

  /** A file that may be larger than one buffer. */
  private static final class Mapping {
    private static final long SEGMENT_PAGES = 1 << 18;

    private final List<MappedByteBuffer> segments = new ArrayList<>();

    Mapping(FileChannel channel) throws IOException {
      long segment = SEGMENT_PAGES * PAGE;
      for (long from = 0; from < channel.size(); from += segment) {
        segments.add(
            channel.map(
                FileChannel.MapMode.READ_ONLY, from, Math.min(segment, channel.size() - from)));
      }
    }

    byte byteOf(long page) {
      return segments.get((int) (page / SEGMENT_PAGES)).get((int) (page % SEGMENT_PAGES * PAGE));
    }
  }
}
