package io.trimtab.tuner.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;

/** Writes files that programs read. What they hold is the same each time. */
final class FileContents {
  private static final int BLOCK = 1 << 20;
  private static final int WORDS = 4096;
  private static final int FILES_PER_DIRECTORY = 50;
  private static final int LARGEST_SMALL_FILE = 16 << 10;

  private interface Filler {
    void fill(byte[] block);
  }

  private FileContents() {}

  static void random(Path file, long bytes) throws IOException, InterruptedException {
    SplittableRandom random = new SplittableRandom(1);
    write(file, bytes, random::nextBytes);
  }

  /** Blocks that are really there, as swap files need them. */
  static void zeros(Path file, long bytes) throws IOException, InterruptedException {
    write(file, bytes, block -> {});
  }

  /** Lines of made-up words, some frequent and most rare. */
  static void text(Path file, long bytes) throws IOException, InterruptedException {
    SplittableRandom random = new SplittableRandom(2);
    byte[][] words = words(random);
    write(
        file,
        bytes,
        block -> {
          int at = 0;
          while (at < block.length) {
            double skewed = random.nextDouble() * random.nextDouble() * random.nextDouble();
            byte[] word = words[(int) (skewed * words.length)];
            int length = Math.min(word.length, block.length - at);
            System.arraycopy(word, 0, block, at, length);
            at += length;
          }
        });
  }

  private static byte[][] words(SplittableRandom random) {
    byte[][] words = new byte[WORDS][];
    for (int i = 0; i < WORDS; i++) {
      StringBuilder word = new StringBuilder();
      for (int letters = random.nextInt(2, 11); letters > 0; letters--) {
        word.append((char) ('a' + random.nextInt(26)));
      }
      word.append(random.nextInt(12) == 0 ? '\n' : ' ');
      words[i] = word.toString().getBytes(StandardCharsets.US_ASCII);
    }
    return words;
  }

  private static void write(Path file, long bytes, Filler filler)
      throws IOException, InterruptedException {
    byte[] block = new byte[BLOCK];
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (long left = bytes; left > 0; left -= BLOCK) {
        filler.fill(block);
        ByteBuffer buffer = ByteBuffer.wrap(block, 0, (int) Math.min(BLOCK, left));
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
      channel.force(true);
    }
  }

  /** A directory of directories of small files. */
  static void tree(Path root, int files) throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < files; i++) {
      Path directory = root.resolve("d" + i / FILES_PER_DIRECTORY);
      Files.createDirectories(directory);
      byte[] content = new byte[random.nextInt(1, LARGEST_SMALL_FILE)];
      random.nextBytes(content);
      Files.write(directory.resolve("f" + i), content);
    }
  }
}
