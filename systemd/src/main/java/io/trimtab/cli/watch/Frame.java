package io.trimtab.cli.watch;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;

/**
 * Lays a frame out: the title, the sections one below the other, why anything is missing. Sections
 * share the rows that there are; what the smallest terminal has no room for is left out from below.
 */
public final class Frame {
  private static final List<Section> SECTIONS =
      List.of(
          new CpuSection(),
          new PagingSection(),
          new BlockSection(),
          new CgroupSection(),
          new PressureSection(),
          new WritesSection());
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private Frame() {}

  /** A frame as high as its content wants it. */
  public static Canvas draw(View view, int width, String help) {
    int rows = 1 + Math.max(1, Absences.reasons(view.absent()).size());
    for (Section section : SECTIONS) {
      rows += 1 + section.usual(view);
    }
    return draw(view, width, rows, help);
  }

  /**
   * A frame of a given size.
   *
   * @param help what the last rows begin with, such as the keys there are
   */
  public static Canvas draw(View view, int width, int height, String help) {
    Canvas canvas = new Canvas(width, height);
    title(view, canvas);
    int[] rows = new int[SECTIONS.size()];
    int left = begin(view, rows, height - 2);
    left = grow(rows, left, section -> section.usual(view));
    int notes = Math.min(left, Math.max(0, Absences.reasons(view.absent()).size() - 1));
    left = grow(rows, left - notes, section -> section.most(view));
    int gap = left >= rows.length ? 1 : 0;
    int row = 1 + gap;
    for (int i = 0; i < rows.length; i++) {
      if (rows[i] > 0) {
        SECTIONS.get(i).draw(view, canvas, new Area(row, 0, width, rows[i]));
        row += rows[i] + gap;
      }
    }
    Absences.draw(view, canvas, new Area(height - 1 - notes, 0, width, 1 + notes), help);
    return canvas;
  }

  /**
   * Gives sections rows, one after another the least that they need, their headings' included, as
   * long as there is room. Those that come after one that has none get none either.
   *
   * @return how many rows are left
   */
  private static int begin(View view, int[] rows, int room) {
    int left = room;
    for (int i = 0; i < rows.length; i++) {
      int least = 1 + SECTIONS.get(i).least(view);
      if (least > left) {
        return left;
      }
      rows[i] = least;
      left -= least;
    }
    return left;
  }

  /**
   * Gives the sections that have rows more of them, one a time in turn, until all have what they
   * want.
   *
   * @return how many rows are left
   */
  private static int grow(int[] rows, int room, ToIntFunction<Section> wanted) {
    int left = room;
    boolean given = true;
    while (given && left > 0) {
      given = false;
      for (int i = 0; i < rows.length && left > 0; i++) {
        if (rows[i] > 0 && rows[i] < 1 + wanted.applyAsInt(SECTIONS.get(i))) {
          rows[i]++;
          left--;
          given = true;
        }
      }
    }
    return left;
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
}
