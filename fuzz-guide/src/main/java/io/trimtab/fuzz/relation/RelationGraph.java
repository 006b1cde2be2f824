package io.trimtab.fuzz.relation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A picture of the strongest relations, as SVG: calls on a circle, those of one kind side by side,
 * and an arc for each relation, from the one that influences to the one that is influenced, wider
 * the stronger it is. Relations that were found by tests are drawn in another colour than those
 * that descriptions tell.
 */
public final class RelationGraph {
  private static final int SIZE = 1000;
  private static final int RADIUS = 340;
  private static final int LABEL_GAP = 10;
  private static final String DYNAMIC = "#c2410c";
  private static final String STATIC = "#3b6ea5";

  private final List<Map.Entry<Relation, Evidence>> shown;
  private final Map<String, double[]> places = new LinkedHashMap<>();

  private RelationGraph(List<Map.Entry<Relation, Evidence>> shown) {
    this.shown = shown;
    List<String> calls = new ArrayList<>();
    for (var entry : shown) {
      for (String call : new String[] {entry.getKey().from(), entry.getKey().to()}) {
        if (!calls.contains(call)) {
          calls.add(call);
        }
      }
    }
    calls.sort(Comparator.naturalOrder());
    for (int i = 0; i < calls.size(); i++) {
      double angle = 2 * Math.PI * i / calls.size() - Math.PI / 2;
      places.put(calls.get(i), new double[] {angle});
    }
  }

  /**
   * Draws a table.
   *
   * @param most how many relations are drawn at most; those found by tests come first
   * @return an SVG document
   */
  public static String draw(RelationTable table, int most) {
    List<Map.Entry<Relation, Evidence>> holding =
        table.all().entrySet().stream().filter(entry -> entry.getValue().holds()).toList();
    Map<String, Integer> degrees = new HashMap<>();
    for (var entry : holding) {
      degrees.merge("from " + entry.getKey().from(), 1, Integer::sum);
      degrees.merge("to " + entry.getKey().to(), 1, Integer::sum);
    }
    Comparator<Map.Entry<Relation, Evidence>> order =
        Comparator.comparing((Map.Entry<Relation, Evidence> e) -> !e.getValue().isDynamic())
            .thenComparing(e -> -special(e.getKey(), degrees) * e.getValue().strength())
            .thenComparing(Map.Entry::getKey);
    List<Map.Entry<Relation, Evidence>> shown = holding.stream().sorted(order).limit(most).toList();
    return new RelationGraph(shown).svg(table.size());
  }

  /** 1 if the two calls have no other relations, less the more they have. */
  private static double special(Relation relation, Map<String, Integer> degrees) {
    int out = degrees.getOrDefault("from " + relation.from(), 1);
    int in = degrees.getOrDefault("to " + relation.to(), 1);
    return 1 / Math.sqrt((double) out * in);
  }

  private String svg(int all) {
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                + " font-family=\"sans-serif\" font-size=\"12\">%n"
                + "<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>%n"
                + "<text x=\"20\" y=\"30\" font-size=\"18\">%d of %d relations</text>%n"
                + "<text x=\"20\" y=\"52\" fill=\"%s\">found by taking calls away</text>%n"
                + "<text x=\"20\" y=\"70\" fill=\"%s\">told by resources</text>%n",
            SIZE,
            SIZE,
            shown.size(),
            all,
            DYNAMIC,
            STATIC));
    for (String[] marker : new String[][] {{"d", DYNAMIC}, {"s", STATIC}}) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<marker id=\"%s\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"8\""
                  + " markerHeight=\"8\" markerUnits=\"userSpaceOnUse\" orient=\"auto\">"
                  + "<path d=\"M0 0L8 4L0 8z\" fill=\"%s\"/></marker>%n",
              marker[0],
              marker[1]));
    }
    for (int i = shown.size() - 1; i >= 0; i--) {
      arc(shown.get(i).getKey(), shown.get(i).getValue(), svg);
    }
    places.forEach((call, place) -> label(call, place[0], svg));
    return svg.append("</svg>\n").toString();
  }

  private void arc(Relation relation, Evidence evidence, StringBuilder svg) {
    double from = places.getOrDefault(relation.from(), new double[1])[0];
    double to = places.getOrDefault(relation.to(), new double[1])[0];
    boolean isSelf = relation.from().equals(relation.to());
    double bend = isSelf ? 1.15 : 0.25;
    double[] middle = {
      SIZE / 2.0 + RADIUS * bend * (Math.cos(from) + Math.cos(to)) / 2,
      SIZE / 2.0 + RADIUS * bend * (Math.sin(from) + Math.sin(to)) / 2
    };
    double spread = isSelf ? 0.04 : 0;
    svg.append(
        String.format(
            Locale.ROOT,
            "<path d=\"M%.1f %.1fQ%.1f %.1f %.1f %.1f\" fill=\"none\" stroke=\"%s\""
                + " stroke-width=\"%.1f\" stroke-opacity=\"0.55\" marker-end=\"url(#%s)\">"
                + "<title>%s → %s: %s</title></path>%n",
            x(from - spread),
            y(from - spread),
            middle[0],
            middle[1],
            x(to + spread),
            y(to + spread),
            evidence.isDynamic() ? DYNAMIC : STATIC,
            0.6 + 2 * evidence.strength(),
            evidence.isDynamic() ? "d" : "s",
            escaped(relation.from()),
            escaped(relation.to()),
            escaped(evidence.origin())));
  }

  private static void label(String call, double angle, StringBuilder svg) {
    double degrees = Math.toDegrees(angle);
    boolean isLeft = Math.cos(angle) < 0;
    svg.append(
        String.format(
            Locale.ROOT,
            "<text transform=\"translate(%.1f %.1f) rotate(%.1f)\" text-anchor=\"%s\""
                + " dominant-baseline=\"middle\">%s</text>%n",
            x(angle) + LABEL_GAP * Math.cos(angle),
            y(angle) + LABEL_GAP * Math.sin(angle),
            isLeft ? degrees + 180 : degrees,
            isLeft ? "end" : "start",
            escaped(call)));
  }

  private static double x(double angle) {
    return SIZE / 2.0 + RADIUS * Math.cos(angle);
  }

  private static double y(double angle) {
    return SIZE / 2.0 + RADIUS * Math.sin(angle);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
