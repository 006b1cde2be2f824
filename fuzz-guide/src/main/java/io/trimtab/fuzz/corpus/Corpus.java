package io.trimtab.fuzz.corpus;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a {@code corpus.db} holds.
 *
 * @param format 1 or 2
 * @param userVersion what the manager made of it; 0 makes it minimise all programs again
 * @param records by key, in the order of the file
 */
public record Corpus(int format, long userVersion, Map<String, Entry> records) {
  /**
   * A key's last value.
   *
   * @param value one character for each byte
   */
  public record Entry(String value, long sequence) {}

  public Corpus {
    records = Collections.unmodifiableMap(new LinkedHashMap<>(records));
  }
}
