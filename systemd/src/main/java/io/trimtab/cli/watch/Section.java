package io.trimtab.cli.watch;

/** A part of a frame that is about one thing; it takes the rows that it gets. */
interface Section {
  /** Rows of a section that is not there. */
  int NONE = -1;

  /** The rows below its heading that it needs to be of use; or {@link #NONE}. */
  int least(View view);

  /** The rows in which it shows all that it has to say. */
  int usual(View view);

  /** The rows that it can make use of, for larger pictures. */
  int most(View view);

  /** Draws its heading into the first row of an area, and the rest below. */
  void draw(View view, Canvas canvas, Area area);

  /**
   * Draws a heading's rule and name.
   *
   * @return the column after it
   */
  static int heading(View view, Canvas canvas, Area area, String name) {
    for (int i = 0; i < area.width(); i++) {
      canvas.put(area.row(), area.column() + i, view.glyphs().rule(), Style.FAINT);
    }
    return canvas.put(area.row(), area.column() + 1, " " + name + " ", Style.STRONG);
  }
}
