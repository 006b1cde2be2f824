package io.trimtab.fuzz.ablation;

import io.trimtab.fuzz.guide.GuideKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the runs of an ablation say so far: {@code AblationReport DIRECTORY}. Prints tables, and
 * draws {@code ablation.svg} in the directory.
 */
final class AblationReport {
  private static final double MINUTE = 60;
  private static final double THOUSAND = 1000;

  private AblationReport() {}

  public static void main(String[] words) throws IOException {
    Path directory = Path.of(words[0]);
    List<Course> courses = read(directory);
    Comparison time = new Comparison(courses, Course.Point::cpu);
    Comparison runs = new Comparison(courses, Course.Point::executions);
    if (time.seeds() == 0) {
      System.out.println("no seed has been run with every guide yet");
      return;
    }
    System.out.printf(
        Locale.ROOT,
        "%d seeds; %.1f minutes of processor time; %,.0f executions%n%n",
        time.seeds(),
        time.end() / MINUTE,
        runs.end());
    System.out.println("| guide | places at the same time | after the same executions |");
    System.out.println("|---|---|---|");
    for (String guide : time.names()) {
      System.out.printf("| %s | %s | %s |%n", guide, end(time, guide), end(runs, guide));
    }
    System.out.println();
    System.out.println("| | same time | same executions |");
    System.out.println("|---|---|---|");
    ratio(time, runs, "healer", "random");
    ratio(time, runs, "healer", "choice-table");
    ratio(time, runs, "healer", "healer-static");
    ratio(time, runs, "context", "healer");
    ratio(time, runs, "context", "random");
    ratio(time, runs, "context", "choice-table");
    for (String guide : List.of("healer", "context")) {
      System.out.printf(
          Locale.ROOT,
          "| %s has choice-table's last coverage so many times sooner | %.2f | %.2f |%n",
          guide,
          time.sooner(guide, "choice-table"),
          runs.sooner(guide, "choice-table"));
    }
    System.out.println();
    rates(courses);
    Files.writeString(
        directory.resolve("ablation.svg"),
        CoursePicture.draw(
            List.of(time, runs),
            List.of(
                Map.entry("minutes of processor time", MINUTE),
                Map.entry("thousands of executions", THOUSAND))));
  }

  private static String end(Comparison comparison, String guide) {
    Comparison.Band band = comparison.at(guide, comparison.end());
    return String.format(
        Locale.ROOT, "%,.0f (%,.0f to %,.0f)", band.median(), band.low(), band.high());
  }

  private static void ratio(Comparison time, Comparison runs, String guide, String than) {
    if (!time.names().containsAll(List.of(guide, than))) {
      return;
    }
    System.out.printf(
        "| %s to %s | %s | %s |%n",
        guide, than, text(time.ratio(guide, than)), text(runs.ratio(guide, than)));
  }

  private static String text(Comparison.Ratio ratio) {
    return String.format(
        Locale.ROOT, "%.3f [%.3f, %.3f]", ratio.value(), ratio.low(), ratio.high());
  }

  /** What the guides cost: all of it is in the time, none of it in the executions. */
  private static void rates(List<Course> courses) {
    System.out.println(
        "| guide | executions per second of processor time | share of that time that is the guide's"
            + " own process | programs kept | relations learned | crashes |");
    System.out.println("|---|---|---|---|---|---|");
    for (String guide : courses.stream().map(Course::guide).distinct().toList()) {
      List<Course.Point> ends =
          courses.stream().filter(c -> c.guide().equals(guide)).map(Course::end).toList();
      double cpu = ends.stream().mapToDouble(Course.Point::cpu).sum();
      System.out.printf(
          Locale.ROOT,
          "| %s | %.0f | %.0f %% | %.0f | %.0f | %d |%n",
          guide,
          ends.stream().mapToLong(Course.Point::executions).sum() / cpu,
          100 * ends.stream().mapToDouble(Course.Point::guideCpu).sum() / cpu,
          ends.stream().mapToInt(Course.Point::programs).average().orElse(0),
          ends.stream().mapToInt(Course.Point::dynamic).average().orElse(0),
          ends.stream().mapToLong(Course.Point::crashes).sum());
    }
  }

  private static List<Course> read(Path directory) throws IOException {
    List<Path> runs;
    try (Stream<Path> entries = Files.list(directory)) {
      runs = entries.filter(path -> Files.exists(path.resolve("course.tsv"))).sorted().toList();
    }
    List<Course> courses = new ArrayList<>();
    for (GuideKind kind : GuideKind.values()) {
      for (Path run : runs) {
        String name = run.getFileName().toString();
        if (name.matches(kind + "-[0-9]+")) {
          long seed = Long.parseLong(name.substring(kind.toString().length() + 1));
          courses.add(Course.read(kind.toString(), seed, run.resolve("course.tsv")));
        }
      }
    }
    return courses;
  }
}
