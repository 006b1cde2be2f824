package io.trimtab.tuner.guest;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Orders kernel releases from old to new: runs of digits by their value, everything else as text,
 * so that 6.1.0-9 comes before 6.1.0-56.
 */
final class ReleaseOrder implements Comparator<String> {
  static final ReleaseOrder OLD_TO_NEW = new ReleaseOrder();

  private static final Pattern PART = Pattern.compile("\\d+|\\D+");

  private ReleaseOrder() {}

  @Override
  public int compare(String a, String b) {
    Matcher left = PART.matcher(a);
    Matcher right = PART.matcher(b);
    while (left.find()) {
      if (!right.find()) {
        return 1;
      }
      int order = compareParts(left.group(), right.group());
      if (order != 0) {
        return order;
      }
    }
    return right.find() ? -1 : 0;
  }

  private static int compareParts(String a, String b) {
    return Character.isDigit(a.charAt(0)) && Character.isDigit(b.charAt(0))
        ? new BigInteger(a).compareTo(new BigInteger(b))
        : a.compareTo(b);
  }
}
