package io.trimtab.tuner.training;

import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.environment.Setting;
import io.trimtab.tuner.experience.SettingText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Settings in a text file, one a line, as trials print them: a scheduling policy and values, such
 * as {@code batch sched.latency_ns=6000000}. Empty lines and what begins with {@code #} are passed
 * over; a setting that is there twice is tried twice.
 */
final class SettingsFile {
  private static final int MOST_BYTES = 1 << 20;

  private SettingsFile() {}

  /** Returns whether a file that begins so may be one: with a comment or the name of a policy. */
  static boolean isOne(byte[] start) {
    String text = new String(start, StandardCharsets.US_ASCII).stripLeading();
    return text.startsWith("#") || text.matches("(?s)(?i)(other|batch|idle|fifo|rr)\\b.*");
  }

  /**
   * Reads one.
   *
   * @throws TunerException with the line, if it is no setting
   */
  static List<Setting> read(Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MOST_BYTES + 1);
    }
    if (bytes.length > MOST_BYTES) {
      throw TunerException.invalid(file + " is larger than 1 MiB of settings");
    }
    List<Setting> settings = new ArrayList<>();
    List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip().replaceAll("\\s+", " ");
      if (!line.isEmpty() && !line.startsWith("#")) {
        settings.add(SettingText.parse(line, file + ":" + (i + 1)));
      }
    }
    return settings;
  }

  /** Returns SHA-256 of them, in hexadecimal. */
  static String digest(List<Setting> settings) {
    String text = settings.stream().map(Setting::toString).collect(Collectors.joining("\n"));
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).toLowerCase(Locale.ROOT);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
