package io.trimtab.tuner.experience;

import com.google.gson.JsonArray;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.measure.Direction;
import io.trimtab.tuner.run.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Parts of a workload as text. */
public final class WorkloadText {
  private WorkloadText() {}

  /** An objective in the form that {@link Objective#parse} reads. */
  public static String objective(Objective objective) {
    String direction = objective.direction() == Direction.MINIMISE ? "min" : "max";
    if (objective.source() instanceof Objective.Stdout stdout) {
      return direction + ":stdout:" + stdout.pattern().pattern();
    }
    if (objective.source() instanceof Objective.Exec exec) {
      return direction
          + ":exec:"
          + exec.arguments().stream().map(WorkloadText::quoted).collect(Collectors.joining(" "));
    }
    return direction + ":elapsed";
  }

  private static String quoted(String word) {
    char quote = word.indexOf('\'') < 0 ? '\'' : '"';
    return word.matches("[\\w./:=,+-]+") ? word : quote + word + quote;
  }

  /** Words as a JSON array. */
  static String words(List<String> words) {
    JsonArray array = new JsonArray();
    words.forEach(array::add);
    return array.toString();
  }

  /**
   * Reads what {@link #words(List)} wrote.
   *
   * @throws TunerException if it is something else
   */
  static List<String> words(String text, String who) {
    List<String> words = new ArrayList<>();
    try {
      JsonParser.parseString(text).getAsJsonArray().forEach(word -> words.add(word.getAsString()));
    } catch (JsonParseException | IllegalStateException | UnsupportedOperationException e) {
      throw TunerException.invalid(who + ": a workload's words cannot be read", e);
    }
    return words;
  }
}
