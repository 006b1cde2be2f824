package io.trimtab.daemon.loop;

import java.util.Map;

/**
 * What trials of a configuration came to, for one workload class.
 *
 * @param values of the configuration, by tunable
 * @param origin which model proposed it
 * @param result of the newest trial
 * @param ratio how many times better it was, as measured; 1 where nothing was
 * @param times how many trials ended like that, one after the other
 * @param untilMillis the wall clock's time before which it is not tried again
 */
record Tried(
    Map<String, String> values,
    String origin,
    Ending.Result result,
    double ratio,
    int times,
    long untilMillis) {
  Tried {
    values = Map.copyOf(values);
  }

  /** The same for the same configuration. */
  String key() {
    return key(values);
  }

  static String key(Map<String, String> values) {
    return new java.util.TreeMap<>(values).toString();
  }
}
