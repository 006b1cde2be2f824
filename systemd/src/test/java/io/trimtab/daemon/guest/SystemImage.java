package io.trimtab.daemon.guest;

import io.trimtab.tuner.files.Trees;
import io.trimtab.tuner.guest.GuestKernel;
import io.trimtab.tuner.guest.GuestLab;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What guests with systemd are made of: a kernel, and a disk with a Debian that has been installed
 * by its own scripts, so that packages can be installed there. Built once, and kept in the cache.
 *
 * @param kernel what boots
 * @param disk the image, which is copied for each guest
 * @param initramfs what finds the disk
 */
record SystemImage(GuestKernel kernel, Path disk, Path initramfs) {
  private static final List<String> PARTS =
      List.of("build-image", "init", "agent", "agent.service");
  private static final String MIRROR = "http://deb.debian.org/debian";
  private static final long BUILD_MINUTES = 20;

  /** The image for a series of kernels, such as {@code 6.1}; built if it is not there. */
  static SystemImage get(String series) throws IOException, InterruptedException {
    return get(series, List.of());
  }

  /**
   * The same with further software.
   *
   * @param packages Debian packages, which are installed when the image is built
   */
  static SystemImage get(String series, List<String> packages)
      throws IOException, InterruptedException {
    GuestLab lab =
        GuestLab.of(System.getenv(), Path.of(System.getProperty("user.home")), step -> {});
    GuestKernel kernel = lab.kernels().get(series);
    Path place =
        lab.cache()
            .directory()
            .resolve("systems")
            .resolve(kernel.release() + "-" + recipe(packages));
    Files.createDirectories(place.getParent());
    // Tests of another process may want the same.
    try (FileChannel channel =
            FileChannel.open(
                place.resolveSibling(place.getFileName() + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (lock.isValid() && !Files.isDirectory(place)) {
        build(place, kernel, packages);
      }
    }
    return new SystemImage(kernel, place.resolve("root.ext4"), place.resolve("initramfs"));
  }

  private static void build(Path place, GuestKernel kernel, List<String> packages)
      throws IOException, InterruptedException {
    Path draft = place.resolveSibling(place.getFileName() + ".new");
    Trees.delete(draft);
    Files.createDirectories(draft);
    for (String part : PARTS) {
      Path file = draft.resolve(part);
      Files.write(file, bytes(part));
      file.toFile().setExecutable(true);
    }
    Process build =
        // What it mounts goes with it, even if it is killed: nobody deletes through a mount.
        new ProcessBuilder(
                "unshare",
                "--mount",
                "--propagation",
                "private",
                draft.resolve("build-image").toString(),
                draft.toString(),
                kernel.modules().toString(),
                System.getenv().getOrDefault("TRIMTAB_MIRROR", MIRROR),
                String.join(",", packages))
            .redirectErrorStream(true)
            .redirectOutput(draft.resolve("log").toFile())
            .start();
    boolean ended = build.waitFor(BUILD_MINUTES, TimeUnit.MINUTES);
    build.destroyForcibly();
    if (!ended || build.exitValue() != 0) {
      throw new IOException("no image: " + Files.readString(draft.resolve("log")));
    }
    Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Changes with what the image is made by. */
  private static String recipe(List<String> packages) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : PARTS) {
        digest.update(bytes(part));
      }
      for (String name : packages) {
        digest.update(name.getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  private static byte[] bytes(String part) throws IOException {
    try (InputStream in = SystemImage.class.getResourceAsStream(part)) {
      if (in == null) {
        throw new IOException(part + " is not among the tests' resources");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
    }
  }
}
