package io.trimtab.collector.proc;

import io.trimtab.collector.CollectorException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Words and their places in a list, found without making a string of each word of a file: a hash
 * table with open addressing, at most a quarter full, over the words' bytes.
 */
final class Keys {
  private static final int MULTIPLIER = 31;
  private static final int SPARSENESS = 4;

  private final byte[][] words;
  private final int[] table;

  /**
   * @throws CollectorException if a word is there twice
   */
  Keys(List<String> words) {
    this.words = new byte[words.size()][];
    this.table = new int[Integer.highestOneBit(Math.max(1, words.size())) * 2 * SPARSENESS];
    Arrays.fill(table, -1);
    for (int i = 0; i < words.size(); i++) {
      byte[] word = words.get(i).getBytes(StandardCharsets.UTF_8);
      int sum = 0;
      for (byte character : word) {
        sum = hash(sum, character);
      }
      if (find(word, 0, word.length, sum) >= 0) {
        throw new CollectorException("two metrics are both called " + words.get(i) + " there");
      }
      this.words[i] = word;
      int slot = slot(sum);
      while (table[slot] >= 0) {
        slot = slot + 1 & table.length - 1;
      }
      table[slot] = i;
    }
  }

  /** A word's hash, given that of the word without its last character. */
  static int hash(int before, byte character) {
    return before * MULTIPLIER + character;
  }

  /** How many words there are. */
  int size() {
    return words.length;
  }

  /** The place of a word in the list; -1 if it is not there. */
  int find(byte[] bytes, int from, int to, int hash) {
    int slot = slot(hash);
    while (table[slot] >= 0) {
      byte[] word = words[table[slot]];
      if (Arrays.equals(word, 0, word.length, bytes, from, to)) {
        return table[slot];
      }
      slot = slot + 1 & table.length - 1;
    }
    return -1;
  }

  /** Mixes the hash's upper bits in: similar words differ in the lowest few alone. */
  private int slot(int hash) {
    return (hash ^ hash >>> 15) & table.length - 1;
  }
}
