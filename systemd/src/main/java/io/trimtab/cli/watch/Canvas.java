package io.trimtab.cli.watch;

import java.util.Arrays;

/** A grid of characters and their styles. What does not fit is cut off, never wrapped. */
public final class Canvas {
  private final char[][] cells;
  private final Style[][] styles;
  private final int width;

  Canvas(int width, int height) {
    this.width = width;
    cells = new char[height][width];
    styles = new Style[height][width];
    for (int row = 0; row < height; row++) {
      Arrays.fill(cells[row], ' ');
      Arrays.fill(styles[row], Style.PLAIN);
    }
  }

  public int height() {
    return cells.length;
  }

  int width() {
    return width;
  }

  /**
   * Writes from a place on.
   *
   * @return the column after the text
   */
  int put(int row, int column, String text, Style style) {
    for (int i = 0; i < text.length(); i++) {
      put(row, column + i, text.charAt(i), style);
    }
    return column + text.length();
  }

  void put(int row, int column, char cell, Style style) {
    if (row >= 0 && row < cells.length && column >= 0 && column < width) {
      cells[row][column] = cell;
      styles[row][column] = style;
    }
  }

  /** Writes so that the text ends before a column. */
  void right(int row, int end, String text, Style style) {
    put(row, end - text.length(), text, style);
  }

  /** A row as plain text, without blanks at its end. */
  public String plain(int row) {
    return new String(cells[row]).stripTrailing();
  }

  /** A row with the escape sequences for its styles; it ends in the plain style. */
  public String coloured(int row) {
    StringBuilder line = new StringBuilder(2 * width);
    Style current = Style.PLAIN;
    int end = plain(row).length();
    for (int column = 0; column < end; column++) {
      Style style = styles[row][column];
      if (style != current && cells[row][column] != ' ') {
        line.append(style.begin());
        current = style;
      }
      line.append(cells[row][column]);
    }
    return current == Style.PLAIN ? line.toString() : line + Style.PLAIN.begin();
  }
}
