package io.trimtab.cli.watch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Why some numbers are not there: the rows at a frame's end. */
final class Absences {
  private Absences() {}

  /**
   * Each reason once, that of most metrics first.
   *
   * @param absent reasons by metric
   */
  static List<String> reasons(Map<String, String> absent) {
    Map<String, Integer> counted = new HashMap<>();
    absent.values().forEach(reason -> counted.merge(reason, 1, Integer::sum));
    List<Map.Entry<String, Integer>> entries = new ArrayList<>(counted.entrySet());
    entries.sort(
        Map.Entry.<String, Integer>comparingByValue()
            .reversed()
            .thenComparing(Map.Entry.comparingByKey()));
    return entries.stream().map(Map.Entry::getKey).toList();
  }

  /**
   * Draws them, one in a row; if there are more, the last row has all that are left.
   *
   * @param help what the first row begins with
   */
  static void draw(View view, Canvas canvas, Area area, String help) {
    int column = area.column() + 1;
    if (!help.isEmpty()) {
      column = canvas.put(area.row(), column, help, Style.FAINT) + 2;
    }
    List<String> reasons = reasons(view.absent());
    if (reasons.isEmpty()) {
      return;
    }
    column = canvas.put(area.row(), column, Quantity.ABSENT + " unknown: ", Style.WAIT);
    for (int i = 0; i < area.rows(); i++) {
      boolean isLast = i == area.rows() - 1;
      List<String> shown = reasons.subList(i, isLast ? reasons.size() : i + 1);
      String text = view.glyphs().cut(String.join("; ", shown), area.end() - 1 - column);
      canvas.put(area.row() + i, column, text, Style.WAIT);
    }
  }
}
