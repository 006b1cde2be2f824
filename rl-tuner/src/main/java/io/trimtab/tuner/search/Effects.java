package io.trimtab.tuner.search;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Works out every dimension's {@link Importance} from what the search measured. */
final class Effects {
  private final SearchSpace space;
  private final TrialLog log;
  private final Screens screens;

  Effects(SearchSpace space, TrialLog log, Screens screens) {
    this.space = space;
    this.log = log;
    this.screens = screens;
  }

  /** Returns one entry per dimension, largest effect first, evidence by itself before groups. */
  List<Importance> ordered() {
    return IntStream.range(0, space.size())
        .mapToObj(this::importance)
        .sorted(
            Comparator.comparing((Importance i) -> i.evidence())
                .thenComparing(
                    Comparator.comparingDouble((Importance i) -> Math.abs(i.effect())).reversed()))
        .toList();
  }

  private Importance importance(int index) {
    Dimension dimension = space.dimensions().get(index);
    boolean isKept = screens.kept().contains(index);
    return largestSingle(index)
        .map(e -> Importance.of(dimension, e, Importance.Evidence.SINGLE, isKept))
        .orElseGet(() -> fromGroup(dimension, index, isKept));
  }

  /** The largest effect of moving the dimension alone, in screening or from the baseline. */
  private Optional<Estimate> largestSingle(int index) {
    Stream<Estimate> found =
        screens.findings().stream()
            .filter(f -> f.dimension() == index)
            .map(Bifurcation.Finding::effect);
    Stream<Estimate> alone =
        log.points().stream()
            .filter(p -> p.isChanged(index) && p.changeCount() == 1)
            .flatMap(p -> log.estimate(p).stream());
    return Stream.concat(found, alone).max(Comparator.comparingDouble(e -> Math.abs(e.mean())));
  }

  private Importance fromGroup(Dimension dimension, int index, boolean isKept) {
    Estimate group = screens.dropped().get(index);
    return group == null
        ? Importance.of(
            dimension, new Estimate(0, Double.POSITIVE_INFINITY), Importance.Evidence.NONE, isKept)
        : Importance.of(dimension, group, Importance.Evidence.GROUP, isKept);
  }
}
