package io.trimtab.actuators.catalogue;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Matching of names by glob, and the names that someone probably meant. */
public final class Names {
  private Names() {}

  /** A predicate for globs separated by commas; {@code *} matches dots too. */
  public static Pattern glob(String globs) {
    StringBuilder regex = new StringBuilder();
    for (String glob : globs.split(",")) {
      if (glob.isBlank()) {
        continue;
      }
      regex.append(regex.isEmpty() ? "" : "|");
      for (char c : glob.strip().toCharArray()) {
        switch (c) {
          case '*' -> regex.append(".*");
          case '?' -> regex.append('.');
          default -> regex.append(Pattern.quote(String.valueOf(c)));
        }
      }
    }
    return Pattern.compile(regex.toString());
  }

  /** Whether one name matches one glob; cheap when the glob is a plain name. */
  static boolean matches(String glob, String name) {
    return isPattern(glob) ? glob(glob).matcher(name).matches() : glob.equals(name);
  }

  /** Whether a word may stand for several names. */
  static boolean isPattern(String glob) {
    return glob.indexOf('*') >= 0 || glob.indexOf('?') >= 0;
  }

  /** Up to three of the names nearest to a mistyped one, nearest first; none when all are far. */
  public static List<String> nearest(String typed, Collection<String> names) {
    int limit = Math.max(2, typed.length() / 3);
    return names.stream()
        .filter(name -> distance(typed, name) <= limit || name.endsWith("." + typed))
        .sorted(
            Comparator.<String>comparingInt(name -> distance(typed, name)).thenComparing(n -> n))
        .distinct()
        .limit(3)
        .toList();
  }

  /** Levenshtein's distance: insertions, deletions and substitutions of one character. */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitute = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substitute, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
