package io.trimtab.cli.watch;

/**
 * A part of a canvas.
 *
 * @param row its topmost
 * @param column its leftmost
 */
record Area(int row, int column, int width, int rows) {
  /** One row of it, counted from its top. */
  Area line(int index) {
    return new Area(row + index, column, width, 1);
  }

  /** Its columns from one on, counted from its left. */
  Area from(int start) {
    return new Area(row, column + start, Math.max(0, width - start), rows);
  }

  /** Its first columns. */
  Area first(int columns) {
    return new Area(row, column, Math.min(width, columns), rows);
  }

  /** The column after its last. */
  int end() {
    return column + width;
  }
}
