package io.trimtab.tuner.environment;

import io.trimtab.tuner.TunerException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells hosts apart in what is recorded of them: two of one kernel are not the same machine, and
 * what one measures says nothing of the other. It is a hash of {@code /etc/machine-id}, since that
 * itself is not to leave the host, see machine-id(5).
 */
public final class MachineIdentity {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
  private static final int DIGITS = 12;

  private MachineIdentity() {}

  /**
   * Returns 12 hexadecimal digits, the same for the same host; empty where it has no ID.
   *
   * @param root where /etc is found
   */
  public static Optional<String> of(Path root) {
    String id = read(root.resolve("etc/machine-id"));
    return ID.matcher(id).matches() ? Optional.of(hash(id)) : Optional.empty();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).strip();
    } catch (IOException e) {
      return "";
    }
  }

  private static String hash(String id) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(("trimtab place " + id).getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(digest).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new TunerException("this Java has no SHA-256", e);
    }
  }
}
