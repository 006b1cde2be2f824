package io.trimtab.collector.proc;

import io.trimtab.collector.CollectorException;
import io.trimtab.collector.schema.Metric;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a cgroup's metric is found, as the schema has it: {@code cpu.stat usage_usec*1000 |
 * cpuacct.usage} is the number of usage_usec in v2's cpu.stat, times 1000, or all that v1's
 * cpuacct.usage says.
 *
 * @param unified its place in a v2 hierarchy
 * @param v1 its place in a v1 hierarchy, if it has one
 */
record CgroupKey(Metric metric, Place unified, Optional<Place> v1) {
  private static final Pattern PLACE = Pattern.compile("(\\S+?)(?: ([^*\\s]+))?(?:\\*(\\d{1,9}))?");
  private static final Pattern BAR = Pattern.compile(" \\| ");

  /**
   * One place.
   *
   * @param file such as {@code cpu.stat}
   * @param key the word in it; empty if the file is one number
   * @param scale what the number is multiplied by
   */
  record Place(String file, String key, long scale) {
    /** Which controller makes the file: {@code cpu} of cpu.stat. */
    String controller() {
      return file.substring(0, file.indexOf('.'));
    }
  }

  /**
   * Reads a metric's key.
   *
   * @throws CollectorException if it is not of that form
   */
  static CgroupKey of(Metric metric) {
    String[] places = BAR.split(metric.key(), 2);
    return new CgroupKey(
        metric,
        place(metric, places[0]),
        places.length == 2 ? Optional.of(place(metric, places[1])) : Optional.empty());
  }

  private static Place place(Metric metric, String text) {
    Matcher place = PLACE.matcher(text);
    if (!place.matches() || place.group(1).indexOf('.') < 0) {
      throw new CollectorException(metric.name() + ": \"" + text + "\" is not FILE KEY*SCALE");
    }
    String key = place.group(2);
    String scale = place.group(3);
    return new Place(
        place.group(1),
        key == null ? "" : key,
        metric.scale() * (scale == null ? 1 : Long.parseLong(scale)));
  }
}
