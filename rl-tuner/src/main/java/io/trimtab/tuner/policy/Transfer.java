package io.trimtab.tuner.policy;

import io.trimtab.actuators.catalogue.CatalogueEntry;
import io.trimtab.actuators.catalogue.CatalogueReader;
import io.trimtab.tuner.environment.Setting;
import io.trimtab.tuner.environment.Settings;
import io.trimtab.tuner.search.Dimension;
import io.trimtab.tuner.search.NumericDimension;
import io.trimtab.tuner.search.Point;
import io.trimtab.tuner.search.SearchSpace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Takes configurations from the space in which they were learned to another machine's.
 *
 * <p>A tunable of the same name takes the nearest value of its range there. One that is gone goes
 * to what replaced it, as the catalogue says, in proportion: twice the old one's default becomes
 * twice the new one's. Of several that one tunable replaced, that whose default was nearest to the
 * new one's is its predecessor; the others are dropped, as is what has no successor. A
 * configuration so carried over has never run anywhere: it is to be measured before it is used.
 */
public final class Transfer {
  /** What became of a value. */
  public enum Fate {
    /** It is there as it was. */
    KEPT,
    /** The nearest value of the range there. */
    CLAMPED,
    /** Another tunable took its place. */
    SUCCEEDED,
    /** It is not there. */
    DROPPED
  }

  /**
   * What became of one value.
   *
   * @param tunable its name where it was learned
   * @param value there
   * @param fate what became of it
   * @param target the tunable's name here; empty for one that was dropped
   * @param result its value here; empty for one that was dropped
   * @param reason in words, for what is not kept
   */
  public record Step(
      String tunable, String value, Fate fate, String target, String result, String reason) {}

  /**
   * A configuration as it is here.
   *
   * @param setting what is left of it
   * @param point the same as a point of the space here
   * @param steps what became of each value
   */
  public record Result(Setting setting, Point point, List<Step> steps) {
    public Result {
      steps = List.copyOf(steps);
    }

    /** Returns whether all of it is there as it was learned. */
    public boolean isWhole() {
      return steps.stream().allMatch(step -> step.fate() == Fate.KEPT);
    }
  }

  private final SearchSpace from;
  private final SearchSpace to;
  private final Map<String, String> successors;

  private Transfer(SearchSpace from, SearchSpace to, Map<String, String> successors) {
    this.from = from;
    this.to = to;
    this.successors = Map.copyOf(successors);
  }

  /** Transfers by what the shipped catalogue says of successors. */
  public static Transfer between(SearchSpace from, SearchSpace to) {
    Map<String, String> successors = new HashMap<>();
    for (CatalogueEntry entry : CatalogueReader.shipped()) {
      entry.successor().ifPresent(successor -> successors.put(entry.name(), successor));
    }
    return new Transfer(from, to, successors);
  }

  /** Takes one configuration over. */
  public Result apply(Setting setting) {
    Map<String, String> values = new HashMap<>();
    List<Step> steps = new ArrayList<>();
    Map<String, String> wanted = new TreeMap<>(setting.values());
    if (setting.policy() != Setting.DEFAULTS.policy()) {
      wanted.put(Settings.POLICY, setting.policy().word());
    }
    wanted.forEach(
        (name, value) -> {
          Step step = step(name, value);
          steps.add(step);
          if (step.fate() != Fate.DROPPED) {
            values.put(step.target(), step.result());
          }
        });
    Point wish = to.point(values);
    Point point = to.repair(wish, to.baseline());
    if (!point.equals(wish)) {
      wish.changes()
          .forEach(
              (name, value) -> {
                if (!point.value(name).equals(value)) {
                  steps.add(
                      new Step(
                          name,
                          value,
                          Fate.CLAMPED,
                          name,
                          point.value(name),
                          "a constraint between tunables here"));
                }
              });
    }
    return new Result(Settings.of(point), point, steps);
  }

  private Step step(String name, String value) {
    Optional<Dimension> here = find(to, name);
    if (here.isPresent()) {
      return same(here.get(), value);
    }
    Optional<Dimension> heir = Optional.ofNullable(successors.get(name)).flatMap(s -> find(to, s));
    if (heir.isEmpty()) {
      return new Step(name, value, Fate.DROPPED, "", "", "not there, and nothing replaced it");
    }
    if (!predecessor(heir.get()).equals(name)) {
      return new Step(
          name,
          value,
          Fate.DROPPED,
          "",
          "",
          heir.get().name() + " replaced it, and follows " + predecessor(heir.get()));
    }
    return succeeded(name, value, heir.get());
  }

  private static Step same(Dimension here, String value) {
    if (here.levels().contains(value)) {
      return new Step(here.name(), value, Fate.KEPT, here.name(), value, "");
    }
    boolean isNumber = here instanceof NumericDimension;
    if (!isNumber) {
      return new Step(here.name(), value, Fate.DROPPED, "", "", "no such choice here");
    }
    String nearest = here.levels().get(NearestPoint.level(here, value));
    return new Step(
        here.name(), value, Fate.CLAMPED, here.name(), nearest, "the nearest value searched here");
  }

  private Step succeeded(String name, String value, Dimension heir) {
    Optional<Double> before = find(from, name).flatMap(d -> number(d, d.baselineLevel()));
    Optional<Double> now = number(heir, heir.baselineLevel());
    if (before.isEmpty() || now.isEmpty() || before.get() <= 0 || !value.matches("\\d{1,18}")) {
      return new Step(
          name, value, Fate.DROPPED, "", "", "its default is unknown, so it has no proportion");
    }
    double proportion = Double.parseDouble(value) / before.get();
    String wanted = String.valueOf(Math.round(Math.min(1e17, proportion * now.get())));
    String nearest = heir.levels().get(NearestPoint.level(heir, wanted));
    return new Step(
        name, value, Fate.SUCCEEDED, heir.name(), nearest, "in proportion to the defaults");
  }

  /** Of the tunables that one replaced, that whose default was nearest to its own. */
  private String predecessor(Dimension heir) {
    double own = number(heir, heir.baselineLevel()).orElse(1.0);
    String nearest = "";
    double least = Double.POSITIVE_INFINITY;
    for (Dimension old : from.dimensions()) {
      if (heir.name().equals(successors.get(old.name()))) {
        double before = number(old, old.baselineLevel()).orElse(0.0);
        double apart = Math.abs(Math.log1p(before) - Math.log1p(own));
        if (apart < least) {
          least = apart;
          nearest = old.name();
        }
      }
    }
    return nearest;
  }

  private static Optional<Double> number(Dimension dimension, int level) {
    return dimension instanceof NumericDimension number
        ? Optional.of((double) number.value(level))
        : Optional.empty();
  }

  private static Optional<Dimension> find(SearchSpace space, String name) {
    return space.dimensions().stream().filter(d -> d.name().equals(name)).findFirst();
  }
}
