package io.trimtab.features.readahead;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How the files on a device are read. */
public enum AccessPattern {
  /** Each access anywhere. */
  RANDOM,
  /** Each begins where the last ended. */
  SEQUENTIAL,
  /** Each ends where the last began. */
  REVERSE,
  /** Each as far from the last as that was from the one before. */
  STRIDED,
  /** Several of these at once. */
  MIXED;

  private static final List<AccessPattern> ALL = List.of(values());

  /** Its name in files and output. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The pattern of a name. */
  public static Optional<AccessPattern> of(String word) {
    return Stream.of(values()).filter(pattern -> pattern.word().equals(word)).findFirst();
  }

  /** All patterns, in the order in which models score them. */
  public static List<AccessPattern> all() {
    return ALL;
  }

  /** All names, in the order of the patterns. */
  public static List<String> words() {
    return Stream.of(values()).map(AccessPattern::word).toList();
  }
}
