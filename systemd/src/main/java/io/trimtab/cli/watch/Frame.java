package io.trimtab.cli.watch;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Lays a frame out: the title, the sections one below the other, why anything is missing. Sections
 * share the rows that there are; what the smallest terminal has no room for is left out from below.
 */
public final class Frame {
  private static final List<Section> SECTIONS =
      List.of(new CpuSection(), new PagingSection(), new BlockSection(), new PressureSection());
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private Frame() {}

  /** A frame as high as its content wants it. */
  public static Canvas draw(View view, int width, String help) {
    int rows = 2;
    for (Section section : SECTIONS) {
      rows += 1 + section.most(view);
    }
    return draw(view, width, rows, help);
  }

  /**
   * A frame of a given size.
   *
   * @param help what the last row begins with, such as the keys there are
   */
  public static Canvas draw(View view, int width, int height, String help) {
    Canvas canvas = new Canvas(width, height);
    title(view, canvas);
    int[] rows = share(view, height - 2);
    int row = 1;
    for (int i = 0; i < rows.length; i++) {
      if (rows[i] > 0) {
        SECTIONS.get(i).draw(view, canvas, new Area(row, 0, width, rows[i]));
        row += rows[i];
      }
    }
    int column = canvas.put(height - 1, 1, help, Style.FAINT);
    footer(view, canvas, height - 1, column);
    return canvas;
  }

  /** The rows of each section, its heading included; 0 if there is no room for it. */
  private static int[] share(View view, int height) {
    int[] rows = new int[SECTIONS.size()];
    int left = height;
    for (int i = 0; i < rows.length; i++) {
      int least = 1 + SECTIONS.get(i).least(view);
      if (least > left) {
        break;
      }
      rows[i] = least;
      left -= least;
    }
    boolean given = true;
    while (given && left > 0) {
      given = false;
      for (int i = 0; i < rows.length && left > 0; i++) {
        if (rows[i] > 0 && rows[i] < 1 + SECTIONS.get(i).most(view)) {
          rows[i]++;
          left--;
          given = true;
        }
      }
    }
    return rows;
  }

  private static void title(View view, Canvas canvas) {
    canvas.put(0, 1, "trimtab watch", Style.STRONG);
    canvas.put(0, 16, view.title(), Style.PLAIN);
    if (!view.history().isEmpty()) {
      long nanos = view.history().latest().wallNanos();
      String time = TIME.format(Instant.ofEpochSecond(0, nanos).atZone(view.zone()));
      canvas.right(0, canvas.width() - 1, " " + time, Style.PLAIN);
    }
  }

  private static void footer(View view, Canvas canvas, int row, int start) {
    String reasons = reasons(view.absent());
    if (reasons.isEmpty()) {
      return;
    }
    int column = start > 1 ? start + 2 : start;
    String text = Quantity.ABSENT + " is unknown: " + reasons;
    int room = canvas.width() - column - 1;
    if (text.length() > room && room > 0) {
      text = text.substring(0, room - 1) + view.glyphs().more();
    }
    canvas.put(row, column, text, Style.WAIT);
  }

  /** Each reason once, that of most metrics first. */
  private static String reasons(Map<String, String> absent) {
    Map<String, Long> counted =
        absent.values().stream()
            .collect(
                Collectors.groupingBy(
                    reason -> reason, LinkedHashMap::new, Collectors.counting()));
    return counted.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .collect(Collectors.joining("; "));
  }
}
