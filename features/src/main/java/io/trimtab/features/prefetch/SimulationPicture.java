package io.trimtab.features.prefetch;

import java.util.List;
import java.util.Locale;

/**
 * Simulations as an SVG picture: for each trace a group of bars, one for each predictor, as high as
 * the time that the program takes with it, relative to the time without prefetching.
 */
public final class SimulationPicture {
  private static final List<String> COLOURS =
      List.of("#95a5a6", "#5d6d7e", "#aeb6bf", "#ca6f1e", "#117a65", "#d4e6f1");

  private static final int BAR = 14;
  private static final int LEFT = 60;
  private static final int TOP = 70;
  private static final int HEIGHT = 220;
  private static final double HIGHEST = 1.5;

  private SimulationPicture() {}

  /**
   * One trace.
   *
   * @param name what ran
   * @param relative the time with each predictor, relative to the first one's
   */
  public record Group(String name, List<Double> relative) {
    public Group {
      relative = List.copyOf(relative);
    }
  }

  /**
   * Draws them.
   *
   * @param predictors their names, in the order of the bars
   */
  public static String of(List<String> predictors, List<Group> groups) {
    int groupWidth = predictors.size() * BAR + 24;
    int width = Math.max(640, LEFT + groups.size() * groupWidth + 20);
    int height = TOP + HEIGHT + 110;
    StringBuilder svg = new StringBuilder(8192);
    svg.append(
            String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"%2$d\" viewBox=\"0 0 %1$d %2$d\""
                    + " font-family=\"sans-serif\" font-size=\"12\">",
                width,
                height))
        .append('\n');
    svg.append(
            String.format(
                Locale.ROOT, "<rect width=\"%d\" height=\"%d\" fill=\"white\"/>", width, height))
        .append('\n');
    svg.append(
            String.format(
                Locale.ROOT,
                "<text x=\"10\" y=\"22\" font-size=\"15\">Time with each predictor</text>"))
        .append('\n');
    svg.append(
            String.format(
                Locale.ROOT,
                "<text x=\"10\" y=\"40\" fill=\"#555555\">relative to no prefetching; lower is better</text>"))
        .append('\n');
    for (int i = 0; i < predictors.size(); i++) {
      int x = 10 + i * 110;
      svg.append(
              String.format(
                  Locale.ROOT,
                  "<rect x=\"%d\" y=\"48\" width=\"10\" height=\"10\" fill=\"%s\"/><text x=\"%d\" y=\"57\">%s</text>",
                  x,
                  colour(i),
                  x + 14,
                  escaped(predictors.get(i))))
          .append('\n');
    }
    for (double share : new double[] {0, 0.25, 0.5, 0.75, 1, 1.25, HIGHEST}) {
      svg.append(
              String.format(
                  Locale.ROOT,
                  "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#dddddd\"/>"
                      + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.2f</text>",
                  LEFT,
                  width - 20,
                  y(share),
                  y(share),
                  LEFT - 6,
                  y(share) + 4,
                  share))
          .append('\n');
    }
    for (int g = 0; g < groups.size(); g++) {
      int x = LEFT + 12 + g * groupWidth;
      Group group = groups.get(g);
      for (int i = 0; i < group.relative().size(); i++) {
        double share = Math.min(HIGHEST, group.relative().get(i));
        svg.append(
                String.format(
                    Locale.ROOT,
                    "<rect x=\"%d\" y=\"%.1f\" width=\"%d\" height=\"%.1f\" fill=\"%s\" stroke=\"#ffffff\"/>",
                    x + i * BAR,
                    y(share),
                    BAR,
                    y(0) - y(share),
                    colour(i)))
            .append('\n');
      }
      svg.append(
              String.format(
                  Locale.ROOT,
                  "<text transform=\"translate(%d,%.0f) rotate(30)\">%s</text>",
                  x,
                  y(0) + 16,
                  escaped(group.name())))
          .append('\n');
    }
    return svg.append("</svg>\n").toString();
  }

  private static double y(double share) {
    return TOP + HEIGHT * (1 - share / HIGHEST);
  }

  private static String colour(int number) {
    return COLOURS.get(number % COLOURS.size());
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
