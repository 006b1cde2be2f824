package io.trimtab.tuner.report;

import io.trimtab.tuner.experience.EpisodeLog;
import io.trimtab.tuner.experience.Experience;
import io.trimtab.tuner.experience.Place;
import io.trimtab.tuner.policy.Policy;
import io.trimtab.tuner.training.Curve;
import io.trimtab.tuner.training.FamilyEffects;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What training has found, as one HTML file that needs nothing else: the policy's table, the
 * learning curves of every workload, and which tunables matter for which family.
 */
public final class TrainingReport {
  private static final int MOST_MAINS = 8;
  private static final int MOST_PAIRS = 5;

  private final Experience experience;
  private final Place place;
  private final List<FamilyEffects> effects;
  private final Optional<Policy> policy;
  private final String made;
  private final Html html = new Html();

  private TrainingReport(
      Experience experience,
      Place place,
      List<FamilyEffects> effects,
      Optional<Policy> policy,
      String made) {
    this.experience = experience.at(place);
    this.place = place;
    this.effects = effects;
    this.policy = policy;
    this.made = made;
  }

  /**
   * Writes the report.
   *
   * @param made by which version and when, for the foot
   * @throws io.trimtab.tuner.TunerException when it cannot be written
   */
  public static void write(
      Path file,
      Experience experience,
      Place place,
      List<FamilyEffects> effects,
      Optional<Policy> policy,
      String made) {
    ResultFile.write(file, html(experience, place, effects, policy, made));
  }

  /** Renders the report as a page. */
  public static String html(
      Experience experience,
      Place place,
      List<FamilyEffects> effects,
      Optional<Policy> policy,
      String made) {
    return new TrainingReport(experience, place, effects, policy, made).page();
  }

  private String page() {
    html.trusted("<!DOCTYPE html>\n").open("html", "lang", "en").line();
    PageHead.write(html, "Training on " + place.name(), made);
    html.open("body").line().open("main").line();
    html.element("p", "Trimtab \u00b7 training", "class", "brand");
    html.element("h1", place.name()).line();
    html.open("p", "class", "where");
    html.element("span", Numbers.count(experience.episodes().size(), "episode", "episodes"));
    html.element("span", Numbers.count(experience.trials(), "trial", "trials"));
    html.close().line();
    policy.ifPresent(known -> new PolicySection(html, known).write());
    curves();
    effects.forEach(this::effects);
    html.element("footer", made).line();
    return html.close().close().close().line().toString();
  }

  private void curves() {
    Map<String, Map<String, List<List<Double>>>> byWorkload = new TreeMap<>();
    for (EpisodeLog log : experience.episodes()) {
      List<Double> curve = Curve.of(log);
      if (!curve.isEmpty()) {
        byWorkload
            .computeIfAbsent(log.episode().workload().name(), name -> new LinkedHashMap<>())
            .computeIfAbsent(log.episode().agent(), agent -> new ArrayList<>())
            .add(curve);
      }
    }
    byWorkload.forEach(
        (workload, curves) -> {
          html.open("section").line().element("h2", workload + ": learning curve").line();
          html.open("figure").line();
          html.element("p", "best ratio measured so far, times the defaults", "class", "axis");
          try {
            html.line().trusted(CurveChart.svg(curves, "Learning curve of " + workload));
          } catch (RuntimeException | LinkageError | InternalError e) {
            // Laying out labels takes fonts, and a bare server may have none.
            html.element("p", "Java could not draw this chart for want of fonts.", "class", "note");
          }
          html.element("figcaption", caption(curves)).close().close().line();
        });
  }

  private static String caption(Map<String, List<List<Double>>> curves) {
    StringBuilder caption = new StringBuilder("Median over seeds; thin: quartiles. ");
    curves.forEach(
        (agent, seeds) -> {
          double best =
              Math.exp(seeds.stream().mapToDouble(c -> c.get(c.size() - 1)).max().orElse(0));
          caption
              .append(agent)
              .append(": ")
              .append(Numbers.count(seeds.size(), "seed", "seeds"))
              .append(", at best ")
              .append(Numbers.times(best))
              .append(". ");
        });
    return caption.toString().strip();
  }

  private void effects(FamilyEffects family) {
    html.open("section").line();
    html.element("h2", family.family() + ": which tunables matter").line();
    List<ShareChart.Row> rows = new ArrayList<>();
    family.mains().stream()
        .limit(MOST_MAINS)
        .forEach(
            main ->
                rows.add(
                    new ShareChart.Row(
                        main.tunable(),
                        main.share(),
                        main.interval(),
                        main.tunable()
                            + "="
                            + main.best()
                            + " is best on average, "
                            + Numbers.times(Math.exp(main.gain())))));
    family.pairs().stream()
        .limit(MOST_PAIRS)
        .forEach(
            pair ->
                rows.add(
                    new ShareChart.Row(
                        pair.one() + " \u00d7 " + pair.other(),
                        pair.share(),
                        pair.interval(),
                        "together, beyond what each does alone")));
    html.open("figure").line();
    html.trusted(ShareChart.svg(rows, "Shares of variance for " + family.family()));
    html.element(
        "figcaption",
        "Share of the log-ratio's variance over the space, with 90 % intervals, of "
            + Numbers.count(family.trials(), "trial", "trials")
            + " with "
            + Numbers.count(family.workloads(), "workload", "workloads")
            + " (functional ANOVA of a random forest).");
    html.close().line();
    html.open("table").open("thead").open("tr");
    html.element("th", "tunable").element("th", "best on average");
    html.element("th", "against its default", "class", "right").close().close().open("tbody");
    family.mains().stream()
        .limit(MOST_MAINS)
        .forEach(
            main -> {
              html.open("tr").open("td").element("code", main.tunable()).close();
              html.element("td", main.best());
              html.element(
                  "td",
                  Numbers.times(Math.exp(main.gain()))
                      + " ["
                      + Numbers.ratio(Math.exp(main.gainInterval().low()))
                      + ", "
                      + Numbers.ratio(Math.exp(main.gainInterval().high()))
                      + "]",
                  "class",
                  "right");
              html.close().line();
            });
    html.close().close().close().line();
  }
}
