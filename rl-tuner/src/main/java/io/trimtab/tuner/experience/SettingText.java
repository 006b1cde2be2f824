package io.trimtab.tuner.experience;

import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.environment.SchedulingPolicy;
import io.trimtab.tuner.environment.Setting;
import io.trimtab.tuner.search.Dimension;
import io.trimtab.tuner.search.Point;
import io.trimtab.tuner.search.SearchSpace;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Settings as lines of text and as points of a space. */
public final class SettingText {
  /** The dimension that is the scheduling policy. */
  public static final String POLICY = "policy";

  private SettingText() {}

  /**
   * Reads what {@link Setting#toString} wrote.
   *
   * @param who where the line is from, for messages
   * @throws TunerException if it is no setting
   */
  public static Setting parse(String line, String who) {
    String[] words = line.split(" ", -1);
    Map<String, String> values = new HashMap<>();
    for (int i = 1; i < words.length; i++) {
      int equals = words[i].indexOf('=');
      if (equals <= 0) {
        throw TunerException.invalid(who + ": \"" + line + "\" is no setting");
      }
      values.put(words[i].substring(0, equals), words[i].substring(equals + 1));
    }
    return Setting.of(policy(words[0], who), values);
  }

  /** The setting that a point stands for: its policy, and the values that it changes. */
  public static Setting of(Point point) {
    Map<String, String> changes = new LinkedHashMap<>(point.changes());
    String policy = changes.remove(POLICY);
    return Setting.of(
        policy == null ? SchedulingPolicy.OTHER : policy(policy, "the space"), changes);
  }

  /**
   * The point of a space that stands for a setting.
   *
   * @throws TunerException if the space lacks one of its names or values
   */
  public static Point point(SearchSpace space, Setting setting) {
    Map<String, String> values = new HashMap<>(setting.values());
    boolean hasPolicy = space.dimensions().stream().map(Dimension::name).anyMatch(POLICY::equals);
    if (hasPolicy || setting.policy() != SchedulingPolicy.OTHER) {
      values.put(POLICY, setting.policy().word());
    }
    return space.point(values);
  }

  /**
   * Reads a scheduling policy's word.
   *
   * @throws TunerException if there is no such policy
   */
  public static SchedulingPolicy policy(String word, String who) {
    try {
      return SchedulingPolicy.valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw TunerException.invalid(who + ": \"" + word + "\" is no scheduling policy", e);
    }
  }
}
