package io.trimtab.daemon.config;

import io.trimtab.actuators.kernel.IoCause;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;

/**
 * Reads a configuration's text. As a command in it runs with the daemon's rights, a file that
 * others could write is refused.
 */
final class ConfigText {
  static final int MAX_BYTES = 256 << 10;

  private ConfigText() {}

  /**
   * Reads a file.
   *
   * @throws WrongValue if it cannot be read, or is no configuration
   */
  static String read(Path file) {
    try {
      check(file, Files.readAttributes(file, PosixFileAttributes.class));
      byte[] bytes;
      try (InputStream in = Files.newInputStream(file)) {
        bytes = in.readNBytes(MAX_BYTES + 1);
      }
      if (bytes.length > MAX_BYTES) {
        throw new WrongValue("larger than 256 KiB; not a configuration");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IOException e) {
      throw new WrongValue("cannot be read: " + IoCause.of(e));
    }
  }

  private static void check(Path file, PosixFileAttributes attributes) throws IOException {
    if (!attributes.isRegularFile()) {
      throw new WrongValue("not a regular file");
    }
    if (attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new WrongValue(
          "everybody may write it, and what it says runs as root; chmod o-w " + file);
    }
    UserPrincipal owner = attributes.owner();
    UserPrincipalLookupService users = FileSystems.getDefault().getUserPrincipalLookupService();
    boolean isTrusted =
        owner.equals(users.lookupPrincipalByName("0"))
            || owner.equals(Files.getOwner(Path.of("/proc/self")));
    if (!isTrusted) {
      throw new WrongValue(
          "it belongs to "
              + owner.getName()
              + ", and what it says runs as root; chown root "
              + file);
    }
  }
}
