package io.trimtab.tuner.experience;

import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.environment.SchedulingPolicy;
import io.trimtab.tuner.environment.Setting;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Settings as lines of text. */
public final class SettingText {
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

  /**
   * Reads a scheduling policy's word.
   *
   * @throws TunerException if there is no such policy
   */
  private static SchedulingPolicy policy(String word, String who) {
    try {
      return SchedulingPolicy.valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw TunerException.invalid(who + ": \"" + word + "\" is no scheduling policy", e);
    }
  }
}
