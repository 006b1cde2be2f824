package io.trimtab.daemon.loop;

/** Finds one metric in Prometheus' text format. */
final class PrometheusPage {
  private PrometheusPage() {}

  /**
   * The sum over all series of a metric; not a number if there is none.
   *
   * @param metric a name, or a name with labels just as the page has them
   */
  static double sum(String text, String metric) {
    double sum = Double.NaN;
    for (String line : text.split("\n")) {
      if (line.startsWith(metric)) {
        String rest = line.substring(metric.length());
        int labels = rest.startsWith("{") ? rest.lastIndexOf('}') + 1 : 0;
        if (rest.isEmpty() || (labels == 0 && !Character.isWhitespace(rest.charAt(0)))) {
          continue;
        }
        double value = number(rest.substring(labels).strip().split("\\s+")[0]);
        sum = Double.isNaN(sum) ? value : sum + value;
      }
    }
    return sum;
  }

  /** Whether it says of itself, or by its name, that it only grows. */
  static boolean isCounter(String text, String metric) {
    int labels = metric.indexOf('{');
    String name = labels < 0 ? metric : metric.substring(0, labels);
    for (String line : text.split("\n")) {
      String[] words = line.strip().split("\\s+");
      if (words.length == 4
          && words[0].equals("#")
          && words[1].equals("TYPE")
          && (words[2].equals(name) || name.equals(words[2] + "_total"))) {
        return words[3].equals("counter");
      }
    }
    return name.endsWith("_total");
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> parse(text);
    };
  }

  private static double parse(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
