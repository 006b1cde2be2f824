package io.trimtab.daemon.loop;

import io.trimtab.actuators.catalogue.Catalogue;
import io.trimtab.actuators.catalogue.Value;
import io.trimtab.actuators.transaction.Configuration;
import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.search.Dimension;
import io.trimtab.tuner.search.NumericDimension;
import io.trimtab.tuner.search.SearchSpace;
import io.trimtab.tuner.tune.TuneSpace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A small search for hosts that no policy knows: one tunable at a time, from what is in force to a
 * special value, an end of the range or a neighbour. Which tunable comes next is a bandit's choice
 * (UCB1, Auer et al. 2002): those that moved the objective of this workload before, those that have
 * had fewer turns, and at first those that a workload of this kind is likely to feel.
 */
final class SearchProposer implements Proposer {
  private static final double CURIOSITY = 0.05;
  private static final double LIKELY = 0.05;
  private static final double JITTER = 0.01;

  /** Which tunables a class of workload is likely to feel, by their names' beginnings. */
  private static final Map<String, List<String>> LIKELY_FELT =
      Map.of(
          "cpu", List.of("sched."),
          "ipc", List.of("sched."),
          "fork", List.of("sched.", "mm.transparent_hugepage."),
          "sequential_read", List.of("block."),
          "random_read", List.of("block."),
          "writeback", List.of("vm.dirty", "block."),
          "memory_pressure", List.of("vm.swappiness", "vm.page-cluster", "vm.watermark", "mm."),
          "anonymous_random", List.of("mm.transparent_hugepage."),
          "mixed", List.of("vm.", "block."));

  private final Catalogue catalogue;
  private final RandomGenerator random;

  /**
   * @param random a seeded generator, used by the model's thread alone
   */
  SearchProposer(Catalogue catalogue, RandomGenerator random) {
    this.catalogue = catalogue;
    this.random = random;
  }

  @Override
  public Optional<Proposal> propose(Question question) {
    if (question.permitted().isEmpty()) {
      return Optional.empty();
    }
    SearchSpace space;
    try {
      space = TuneSpace.of(catalogue, String.join(",", question.permitted()), true).search();
    } catch (TunerException e) {
      return Optional.empty(); // None of them has two values here.
    }
    List<Dimension> order = new ArrayList<>(space.dimensions());
    Map<Dimension, Double> scores = new LinkedHashMap<>();
    order.forEach(dimension -> scores.put(dimension, score(dimension, question)));
    order.sort(Comparator.comparingDouble(d -> -scores.getOrDefault(d, 0.0)));
    for (Dimension dimension : order) {
      for (String level : levels(dimension, now(dimension, question))) {
        Optional<Configuration> candidate = candidate(space, dimension, level, question);
        if (candidate.isPresent()) {
          return Optional.of(
              new Proposal(
                  candidate.get(),
                  Proposal.SEARCH,
                  "a step from " + now(dimension, question),
                  question.workload().name(),
                  question.nanos()));
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Configuration> candidate(
      SearchSpace space, Dimension dimension, String level, Question question) {
    Map<String, String> values = new TreeMap<>(Map.of(dimension.name(), level));
    if (question.closed().contains(Tried.key(values))) {
      return Optional.empty();
    }
    Map<String, String> all = new TreeMap<>(values);
    question
        .now()
        .forEach(
            (name, value) -> {
              if (hasLevel(space, name, value.text())) {
                all.putIfAbsent(name, value.text());
              }
            });
    if (!space.valid(space.point(all))) {
      return Optional.empty();
    }
    Value value =
        dimension instanceof NumericDimension
            ? new Value.Number(Long.parseLong(level))
            : new Value.Choice(level);
    return Optional.of(new Configuration(Map.of(dimension.name(), value)));
  }

  private static boolean hasLevel(SearchSpace space, String name, String level) {
    return space.dimensions().stream()
        .anyMatch(d -> d.name().equals(name) && d.levels().contains(level));
  }

  private static String now(Dimension dimension, Question question) {
    Value value = question.now().get(dimension.name());
    return value == null ? dimension.levels().get(dimension.baselineLevel()) : value.text();
  }

  /** Special values, neighbours two steps away and one, ends: the most telling first. */
  private static List<String> levels(Dimension dimension, String now) {
    List<String> all = dimension.levels();
    int here = Math.max(0, all.indexOf(now));
    Set<Integer> places = new LinkedHashSet<>();
    if (dimension.ordered()) {
      places.add(here + 2);
      places.add(here - 2);
      places.addAll(dimension.specials());
      places.add(here + 1);
      places.add(here - 1);
      places.add(here + 4);
      places.add(here - 4);
    }
    places.addAll(dimension.probes());
    List<String> levels = new ArrayList<>();
    for (int place : places) {
      if (place >= 0 && place < all.size() && place != here) {
        levels.add(all.get(place));
      }
    }
    return levels;
  }

  private double score(Dimension dimension, Question question) {
    List<Tried> turns =
        question.tried().stream()
            .filter(each -> each.values().containsKey(dimension.name()))
            .toList();
    double moved = 0;
    for (Tried each : turns) {
      moved = Math.max(moved, Math.max(0, Math.log(each.ratio())));
    }
    double unsure =
        CURIOSITY * Math.sqrt(Math.log(2.0 + question.tried().size()) / (1.0 + turns.size()));
    List<String> likely = LIKELY_FELT.getOrDefault(question.workload().name(), List.of());
    boolean isLikely = likely.stream().anyMatch(dimension.name()::startsWith);
    double prior = isLikely ? LIKELY / (1.0 + turns.size()) : 0;
    return moved + unsure + prior + JITTER * random.nextDouble();
  }
}
