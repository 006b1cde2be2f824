package io.trimtab.features.evaluate;

import java.util.Locale;

/** A confusion matrix as an SVG picture: in each cell the share of its row, in per cent. */
public final class ConfusionPicture {
  private static final int CELL = 46;
  private static final int LEFT = 150;
  private static final int TOP = 150;

  private ConfusionPicture() {}

  /**
   * Draws it.
   *
   * @param title what the vectors were
   */
  public static String of(Confusion confusion, String title) {
    int columns = confusion.words().size();
    int rows = confusion.truths().size();
    int width = LEFT + columns * CELL + 20;
    int height = TOP + rows * CELL + 50;
    StringBuilder svg = new StringBuilder(8192);
    svg.append(
        String.format(
            Locale.ROOT,
            """
            <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d"
              font-family="sans-serif" font-size="12">
            <rect width="%1$d" height="%2$d" fill="#ffffff"/>
            <text x="10" y="22" font-size="15">%3$s</text>
            <text x="10" y="40" fill="#555555">macro-F1 %4$.3f; rows: what ran; columns: what was said; per cent of the row</text>
            """,
            width,
            height,
            escaped(title),
            confusion.macroF1()));
    for (int column = 0; column < columns; column++) {
      int x = LEFT + column * CELL + CELL / 2;
      svg.append(
          String.format(
              Locale.ROOT,
              "<text transform=\"translate(%d,%d) rotate(-45)\">%s</text>%n",
              x,
              TOP - 8,
              escaped(confusion.words().get(column))));
    }
    for (int row = 0; row < rows; row++) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n",
              LEFT - 8,
              TOP + row * CELL + CELL / 2 + 4,
              escaped(confusion.truths().get(row))));
      for (int column = 0; column < columns; column++) {
        svg.append(cell(confusion, row, column));
      }
    }
    return svg.append("</svg>\n").toString();
  }

  private static String cell(Confusion confusion, int row, int column) {
    double share = confusion.share(row, column);
    boolean isRight = row == column;
    int fade = (int) Math.round(255 * (1 - Math.sqrt(share)));
    String colour =
        isRight
            ? String.format(Locale.ROOT, "#%02x%02xff", fade, 96 + fade * 5 / 8)
            : String.format(Locale.ROOT, "#ff%02x%02x", fade, fade);
    String text = share == 0 ? "" : share < 0.005 ? "<1" : Math.round(100 * share) + "";
    return String.format(
        Locale.ROOT,
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\" stroke=\"#dddddd\"/>"
            + "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" fill=\"%s\">%s</text>%n",
        LEFT + column * CELL,
        TOP + row * CELL,
        CELL,
        CELL,
        share == 0 ? "#ffffff" : colour,
        LEFT + column * CELL + CELL / 2,
        TOP + row * CELL + CELL / 2 + 4,
        isRight && share > 0.5 ? "#ffffff" : "#000000",
        text);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
