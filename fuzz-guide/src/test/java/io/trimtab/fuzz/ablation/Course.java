package io.trimtab.fuzz.ablation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** How a run went, a point every few seconds. */
record Course(String guide, long seed, List<Point> points) {
  private static final String HEADING =
      "seconds\tguide_cpu\tkernel_cpu\texecutions\tplaces\tprograms\trelations\tdynamic\tcrashes";

  /**
   * A moment of a run; times in seconds.
   *
   * @param seconds by the clock
   */
  record Point(
      double seconds,
      double guideCpu,
      double kernelCpu,
      long executions,
      int places,
      int programs,
      int relations,
      int dynamic,
      long crashes) {
    static final Point START = new Point(0, 0, 0, 0, 0, 0, 0, 0, 0);

    double cpu() {
      return guideCpu + kernelCpu;
    }

    private String line() {
      return String.format(
          Locale.ROOT,
          "%.2f\t%.2f\t%.2f\t%d\t%d\t%d\t%d\t%d\t%d",
          seconds,
          guideCpu,
          kernelCpu,
          executions,
          places,
          programs,
          relations,
          dynamic,
          crashes);
    }

    private static Point of(String line) {
      String[] fields = line.split("\t");
      return new Point(
          Double.parseDouble(fields[0]),
          Double.parseDouble(fields[1]),
          Double.parseDouble(fields[2]),
          Long.parseLong(fields[3]),
          Integer.parseInt(fields[4]),
          Integer.parseInt(fields[5]),
          Integer.parseInt(fields[6]),
          Integer.parseInt(fields[7]),
          Long.parseLong(fields[8]));
    }
  }

  Point end() {
    return points.isEmpty() ? Point.START : points.get(points.size() - 1);
  }

  /**
   * The places that were known by then, on any axis that only grows; between points, the earlier.
   */
  double placesAt(ToDoubleFunction<Point> axis, double at) {
    int places = 0;
    for (Point point : points) {
      if (axis.applyAsDouble(point) > at) {
        break;
      }
      places = point.places();
    }
    return places;
  }

  static Course read(String guide, long seed, Path file) throws IOException {
    List<Point> points = new ArrayList<>();
    if (Files.exists(file)) {
      Files.readAllLines(file).stream().skip(1).map(Point::of).forEach(points::add);
    }
    return new Course(guide, seed, points);
  }

  void write(Path file) throws IOException {
    List<String> lines = new ArrayList<>(List.of(HEADING));
    points.forEach(point -> lines.add(point.line()));
    Files.write(file, lines);
  }
}
