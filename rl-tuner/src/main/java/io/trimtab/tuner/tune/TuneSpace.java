package io.trimtab.tuner.tune;

import io.trimtab.actuators.catalogue.BracketedType;
import io.trimtab.actuators.catalogue.Catalogue;
import io.trimtab.actuators.catalogue.Constraint;
import io.trimtab.actuators.catalogue.EnumerationType;
import io.trimtab.actuators.catalogue.NumberType;
import io.trimtab.actuators.catalogue.Risk;
import io.trimtab.actuators.catalogue.Scale;
import io.trimtab.actuators.catalogue.Tunable;
import io.trimtab.actuators.catalogue.Value;
import io.trimtab.actuators.transaction.Configuration;
import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.search.CategoricalDimension;
import io.trimtab.tuner.search.Dimension;
import io.trimtab.tuner.search.NumericDimension;
import io.trimtab.tuner.search.Point;
import io.trimtab.tuner.search.SearchSpace;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The search space that some tunables of this machine span.
 *
 * <p>Left out, with the reason kept: what cannot be turned here, what is of high risk and not named
 * exactly, what has one value only, and of two twins that zero each other the one that is not in
 * force.
 */
public final class TuneSpace {
  private final SearchSpace search;
  private final Map<String, Tunable> tunables;
  private final Map<String, String> leftOut;

  private TuneSpace(
      SearchSpace search, Map<String, Tunable> tunables, Map<String, String> leftOut) {
    this.search = search;
    this.tunables = tunables;
    this.leftOut = leftOut;
  }

  /** A space of numbers and words that are no tunables of any machine. */
  TuneSpace(SearchSpace search) {
    this(search, Map.of(), Map.of());
  }

  /**
   * Spans the space of the tunables that match the globs.
   *
   * @param mediumRisk whether tunables of medium risk are searched without being named exactly
   * @throws TunerException when none is left to turn
   */
  public static TuneSpace of(Catalogue catalogue, String globs, boolean mediumRisk) {
    List<Tunable> matching = catalogue.select(globs);
    Set<String> exact = new TreeSet<>(List.of(globs.split("\\s*,\\s*")));
    Map<String, Tunable> chosen = new LinkedHashMap<>();
    Map<String, String> leftOut = new LinkedHashMap<>();
    for (Tunable tunable : matching) {
      Optional<String> reason = reasonToLeaveOut(tunable, exact, mediumRisk, catalogue);
      if (reason.isPresent()) {
        leftOut.put(tunable.name(), reason.get());
      } else {
        chosen.put(tunable.name(), tunable);
      }
    }
    if (chosen.isEmpty()) {
      Map.Entry<String, String> first = leftOut.entrySet().iterator().next();
      throw TunerException.unavailable(
          "none of the tunables that match "
              + globs
              + " can be searched here: "
              + first.getKey()
              + " is left out ("
              + first.getValue()
              + ")");
    }
    List<Dimension> dimensions = new ArrayList<>();
    chosen.values().forEach(tunable -> dimensions.add(dimension(tunable)));
    SearchSpace search = new SearchSpace(dimensions, constraints(chosen, catalogue));
    return new TuneSpace(search, chosen, leftOut);
  }

  private static Optional<String> reasonToLeaveOut(
      Tunable tunable, Set<String> exact, boolean mediumRisk, Catalogue catalogue) {
    if (tunable.availability()
        instanceof io.trimtab.actuators.catalogue.Availability.Unavailable no) {
      return Optional.of(no.reason().word());
    }
    boolean isNamed =
        exact.contains(tunable.name()) || tunable.aliases().stream().anyMatch(exact::contains);
    if (tunable.risk() == Risk.HIGH && !isNamed) {
      return Optional.of("high risk: searched only when named exactly");
    }
    if (tunable.risk() == Risk.MEDIUM && !isNamed && !mediumRisk) {
      return Optional.of("medium risk: searched only when --tunables asks for it");
    }
    Value value = tunable.probed().orElseThrow();
    if (tunable.type() instanceof NumberType number && number.min() == number.max()) {
      return Optional.of("its range has one value");
    }
    if (tunable.type() instanceof BracketedType bracketed && bracketed.choices().size() < 2) {
      return Optional.of("this kernel offers one choice");
    }
    boolean hasTwin =
        tunable.twin().isPresent()
            || catalogue.all().stream()
                .anyMatch(other -> other.twin().filter(tunable.name()::equals).isPresent());
    if (hasTwin && value.equals(new Value.Number(0))) {
      return Optional.of("its twin is in force");
    }
    return Optional.empty();
  }

  private static Dimension dimension(Tunable tunable) {
    Value value = tunable.probed().orElseThrow();
    if (tunable.type() instanceof NumberType number) {
      // A value that the kernel turns into another one says nothing about itself.
      List<Long> special =
          number.special().stream().filter(v -> !number.resets().contains(v)).toList();
      return new NumericDimension(
          tunable.name(),
          number.min(),
          number.max(),
          number.scale() == Scale.LOG ? NumericDimension.Scale.LOG : NumericDimension.Scale.LINEAR,
          special,
          ((Value.Number) value).value());
    }
    List<String> choices =
        new ArrayList<>(
            tunable.type() instanceof EnumerationType enumeration
                ? enumeration.choices()
                : ((BracketedType) tunable.type()).choices());
    if (!choices.contains(value.text())) {
      choices.add(value.text());
    }
    return new CategoricalDimension(tunable.name(), choices, value.text());
  }

  private static List<io.trimtab.tuner.search.Constraint> constraints(
      Map<String, Tunable> chosen, Catalogue catalogue) {
    List<io.trimtab.tuner.search.Constraint> constraints = new ArrayList<>();
    for (Tunable tunable : catalogue.all()) {
      for (Constraint constraint : tunable.constraints()) {
        boolean mine = chosen.containsKey(tunable.name());
        boolean theirs = chosen.containsKey(constraint.other());
        Optional<Tunable> other = catalogue.find(constraint.other());
        boolean known = tunable.probed().isPresent() && other.flatMap(Tunable::probed).isPresent();
        if ((!mine && !theirs) || !known || constraint instanceof Constraint.Twin) {
          continue;
        }
        List<String> names = new ArrayList<>();
        if (mine) {
          names.add(tunable.name());
        }
        if (theirs) {
          names.add(constraint.other());
        }
        constraints.add(
            new io.trimtab.tuner.search.Constraint(
                tunable.name() + " against " + constraint.other(),
                names,
                point ->
                    holds(
                        constraint,
                        number(point, tunable, mine),
                        number(point, other.orElseThrow(), theirs))));
      }
    }
    constraints.addAll(ownership(chosen));
    return constraints;
  }

  /**
   * A mode owns what it disturbs: a scheduler's own tunables go with it, the scan rate is the
   * advisor's. So either the mode is searched away from its baseline, or they are.
   */
  private static List<io.trimtab.tuner.search.Constraint> ownership(Map<String, Tunable> chosen) {
    List<io.trimtab.tuner.search.Constraint> constraints = new ArrayList<>();
    for (Tunable mode : chosen.values()) {
      for (Tunable owned : chosen.values()) {
        if (mode.type() instanceof BracketedType && mode.disturbs(owned)) {
          String modeBefore = mode.probed().orElseThrow().text();
          String ownedBefore = owned.probed().orElseThrow().text();
          constraints.add(
              new io.trimtab.tuner.search.Constraint(
                  owned.name() + " belongs to " + mode.name(),
                  List.of(owned.name(), mode.name()),
                  point ->
                      point.value(mode.name()).equals(modeBefore)
                          || point.value(owned.name()).equals(ownedBefore)));
        }
      }
    }
    return constraints;
  }

  private static long number(Point point, Tunable tunable, boolean searched) {
    if (searched) {
      return point.number(tunable.name());
    }
    return tunable.probed().orElseThrow() instanceof Value.Number number ? number.value() : 0;
  }

  private static boolean holds(Constraint constraint, long mine, long theirs) {
    return constraint instanceof Constraint.Below
        ? mine == 0 || theirs == 0 || mine < theirs
        : mine <= theirs;
  }

  public SearchSpace search() {
    return search;
  }

  /**
   * The configurations beside one, along the tunable that matters most of those that it changes:
   * the next values on either side, and its special values.
   *
   * @param configuration a point of this space
   * @param kept the tunables that matter, most first
   */
  List<Configuration> around(Configuration configuration, List<String> kept) {
    for (String name : kept) {
      Value value = configuration.values().get(name);
      if (value != null) {
        return around(configuration, search.dimensions().get(indexOf(name)), value);
      }
    }
    return List.of();
  }

  private List<Configuration> around(
      Configuration configuration, Dimension dimension, Value value) {
    int here = dimension.levels().indexOf(value.text());
    Set<Integer> levels = new TreeSet<>(dimension.specials());
    if (dimension.ordered()) {
      levels.add(here - 1);
      levels.add(here + 1);
    }
    List<Configuration> around = new ArrayList<>();
    for (int level : levels) {
      if (level != here && level >= 0 && level < dimension.levels().size()) {
        Map<String, String> texts = new LinkedHashMap<>();
        configuration.values().forEach((name, other) -> texts.put(name, other.text()));
        texts.put(dimension.name(), dimension.levels().get(level));
        Point point = search.point(texts);
        if (search.valid(point)) {
          around.add(configuration(point));
        }
      }
    }
    return around;
  }

  /** What a point changes, as values. */
  Configuration configuration(Point point) {
    Map<String, Value> values = new LinkedHashMap<>();
    point.changes().forEach((name, text) -> values.put(name, value(name, text)));
    return new Configuration(values);
  }

  private int indexOf(String name) {
    return search.dimensions().stream().map(Dimension::name).toList().indexOf(name);
  }

  /** Whether a tunable is searched. */
  boolean contains(String name) {
    return search.dimensions().stream().anyMatch(dimension -> dimension.name().equals(name));
  }

  /** The tunables that are searched, as they were found. */
  public Collection<Tunable> tunables() {
    return List.copyOf(tunables.values());
  }

  /** How many tunables are searched. */
  public int size() {
    return tunables.size();
  }

  /** The tunables that matched and are not searched, each with the reason. */
  public Map<String, String> leftOut() {
    return leftOut;
  }

  /** A dimension's level as the tunable's value. */
  private Value value(String name, String text) {
    boolean isNumber =
        search.dimensions().stream()
            .anyMatch(d -> d.name().equals(name) && d instanceof NumericDimension);
    return isNumber ? new Value.Number(Long.parseLong(text)) : new Value.Choice(text);
  }
}
