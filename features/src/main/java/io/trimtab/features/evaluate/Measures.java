package io.trimtab.features.evaluate;

import io.trimtab.features.classify.Opinion;
import io.trimtab.features.classify.WorkloadClass;
import io.trimtab.features.model.Manifest;
import java.util.List;
import java.util.function.Predicate;

/**
 * Figures over what was said of some runs.
 *
 * @param classes those that runs may be of
 * @param said of each run
 * @param domain where unknown begins
 */
public record Measures(List<String> classes, List<Said> said, Manifest.Domain domain) {
  public Measures {
    classes = List.copyOf(classes);
    said = List.copyOf(said);
  }

  /** The class with the most votes of each vector alone, whatever the thresholds. */
  public Confusion votes() {
    Confusion confusion = new Confusion(classes, List.of());
    for (Said each : said) {
      each.opinions().forEach(opinion -> confusion.add(each.truth(), opinion.workload()));
    }
    return confusion;
  }

  /** The same where unknown is an answer, too; to a known class it is a wrong one. */
  public Confusion decisions() {
    Confusion confusion = new Confusion(classes, List.of(WorkloadClass.UNKNOWN));
    for (Said each : said) {
      each.opinions()
          .forEach(opinion -> confusion.add(each.truth(), opinion.decide(domain).workload()));
    }
    return confusion;
  }

  /** How well strange runs are told from the others by what was said; see {@link Auroc}. */
  public double strange(Predicate<Said> strange) {
    return Auroc.of(strangeness(strange.negate()), strangeness(strange));
  }

  /** The share of some runs' vectors that was called unknown. */
  public double unknown(Predicate<Said> which) {
    long all = 0;
    long unknown = 0;
    for (Said each : said) {
      if (which.test(each)) {
        all += each.opinions().size();
        unknown +=
            each.opinions().stream().filter(opinion -> !opinion.decide(domain).isKnown()).count();
      }
    }
    return (double) unknown / all;
  }

  /** How soon changes are recognised between runs that a class fits. */
  public PhaseChanges phases(long seed) {
    List<Said> known = said.stream().filter(each -> !each.run().label().isNovel()).toList();
    return PhaseChanges.of(known, domain, seed);
  }

  private double[] strangeness(Predicate<Said> which) {
    return said.stream()
        .filter(which)
        .flatMap(each -> each.opinions().stream())
        .mapToDouble(Opinion::strangeness)
        .toArray();
  }
}
