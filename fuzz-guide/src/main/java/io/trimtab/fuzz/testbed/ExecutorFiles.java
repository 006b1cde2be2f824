package io.trimtab.fuzz.testbed;

import io.trimtab.fuzz.FuzzException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The compiled programs that come with this one, as files.
 *
 * @param launch starts a kernel, and ends it when this process ends
 * @param initramfs what a kernel starts from: the executor alone
 */
public record ExecutorFiles(Path launch, Path initramfs) {
  private static final String LAUNCH = "launch";
  private static final String EXECUTOR = "executor";
  private static final String INITRAMFS = "initramfs";

  /**
   * Puts them into a cache, if they are not there.
   *
   * @throws FuzzException if this program has been built where they cannot be compiled
   */
  public static ExecutorFiles in(TestbedCache cache) throws InterruptedException {
    byte[] launch = resource(LAUNCH);
    byte[] executor = resource(EXECUTOR);
    Path entry =
        cache.get(
            "executor-" + digest(launch, executor),
            place -> {
              write(place.resolve(LAUNCH), launch);
              byte[] archive = new CpioArchive().program("init", executor).finish();
              write(place.resolve(INITRAMFS), archive);
            });
    return new ExecutorFiles(entry.resolve(LAUNCH), entry.resolve(INITRAMFS));
  }

  private static byte[] resource(String name) {
    try (InputStream in = ExecutorFiles.class.getResourceAsStream(name)) {
      if (in == null) {
        throw FuzzException.unavailable(
            "this Trimtab was built on a machine that is not x86-64: it has no testbed");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new FuzzException(
          FuzzException.Kind.FAILED, "cannot read " + name + ": " + e.getMessage(), e);
    }
  }

  private static void write(Path file, byte[] content) throws IOException {
    Files.write(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static String digest(byte[]... contents) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] content : contents) {
        digest.update(content);
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
