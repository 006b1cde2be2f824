package io.trimtab.fuzz.corpus;

import io.trimtab.fuzz.program.Program;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Groups programs that are nearly the same: whose calls and pairs of neighbouring calls overlap by
 * most. All pairs of a large corpus are too many to compare, so only those are that share a band of
 * their MinHash signatures (Broder 1997; Indyk and Motwani 1998).
 */
final class NearDuplicates {
  private static final int BANDS = 8;
  private static final int ROWS = 4;
  private static final int MOST_IN_BUCKET = 64;

  private NearDuplicates() {}

  /**
   * Groups of at least two.
   *
   * @param programs by key
   * @param likeness the least overlap, 0 to 1: what is common, of what either has
   * @return keys, the largest group first
   */
  static List<List<String>> of(Map<String, Program> programs, double likeness) {
    Map<String, Set<String>> shapes = new LinkedHashMap<>();
    programs.forEach((key, program) -> shapes.put(key, Features.shape(program)));
    Map<String, String> group = new HashMap<>();
    Map<Long, List<String>> buckets = new HashMap<>();
    for (var entry : shapes.entrySet()) {
      String key = entry.getKey();
      group.put(key, key);
      for (long band : bands(entry.getValue())) {
        List<String> bucket = buckets.computeIfAbsent(band, b -> new ArrayList<>());
        for (String other : bucket) {
          if (!find(group, other).equals(find(group, key))
              && overlap(entry.getValue(), shapes.getOrDefault(other, Set.of())) >= likeness) {
            group.put(find(group, key), find(group, other));
          }
        }
        if (bucket.size() < MOST_IN_BUCKET) {
          bucket.add(key);
        }
      }
    }
    Map<String, List<String>> groups = new LinkedHashMap<>();
    for (String key : shapes.keySet()) {
      groups.computeIfAbsent(find(group, key), g -> new ArrayList<>()).add(key);
    }
    return groups.values().stream()
        .filter(keys -> keys.size() > 1)
        .sorted((a, b) -> Integer.compare(b.size(), a.size()))
        .toList();
  }

  private static String find(Map<String, String> group, String key) {
    String at = key;
    String above = group.getOrDefault(at, at);
    while (!above.equals(at)) {
      String next = group.getOrDefault(above, above);
      group.put(at, next);
      at = above;
      above = next;
    }
    return at;
  }

  static double overlap(Set<String> a, Set<String> b) {
    if (a.isEmpty() && b.isEmpty()) {
      return 1;
    }
    long common = a.stream().filter(b::contains).count();
    return (double) common / (a.size() + b.size() - common);
  }

  private static long[] bands(Set<String> shape) {
    long[] bands = new long[BANDS];
    for (int band = 0; band < BANDS; band++) {
      long hash = band;
      for (int row = 0; row < ROWS; row++) {
        long least = Long.MAX_VALUE;
        for (String feature : shape) {
          least = Math.min(least, mixed(feature.hashCode() * 31L + (long) band * ROWS + row));
        }
        hash = mixed(hash * 31 + least);
      }
      bands[band] = hash;
    }
    return bands;
  }

  /** Spreads bits (the finaliser of MurmurHash3). */
  private static long mixed(long value) {
    long mixed = (value ^ value >>> 33) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ mixed >>> 33;
  }
}
