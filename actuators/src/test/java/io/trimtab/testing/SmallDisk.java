package io.trimtab.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A small tmpfs of the test's own that can be filled up and made read-only. For root. */
public final class SmallDisk {
  private final Path place;

  private SmallDisk(Path place) {
    this.place = place;
  }

  public static SmallDisk mount(Path place) throws IOException, InterruptedException {
    return mount(place, 1);
  }

  /** The same in another size. */
  public static SmallDisk mount(Path place, int mebibytes)
      throws IOException, InterruptedException {
    String options = "size=" + mebibytes + "m,mode=0700";
    run("mount", "-t", "tmpfs", "-o", options, "trimtab-test", place.toString());
    return new SmallDisk(place);
  }

  /** Leaves not a single block free. */
  public void fill() {
    byte[] block = new byte[4096];
    try (OutputStream out = Files.newOutputStream(filler())) {
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      // Full now.
    }
  }

  public void empty() throws IOException {
    Files.deleteIfExists(filler());
  }

  private Path filler() {
    return place.resolve("filler");
  }

  public void remountReadOnly() throws IOException, InterruptedException {
    run("mount", "-o", "remount,ro", place.toString());
  }

  public void remountWritable() throws IOException, InterruptedException {
    run("mount", "-o", "remount,rw", place.toString());
  }

  public void unmount() throws IOException, InterruptedException {
    run("umount", "-l", place.toString());
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).inheritIO().start();
    if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException("failed: " + List.of(command));
    }
  }
}
