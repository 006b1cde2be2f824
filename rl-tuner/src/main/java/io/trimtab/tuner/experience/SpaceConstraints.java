package io.trimtab.tuner.experience;

import io.trimtab.actuators.catalogue.CatalogueEntry;
import io.trimtab.actuators.catalogue.CatalogueReader;
import io.trimtab.tuner.search.Constraint;
import io.trimtab.tuner.search.Dimension;
import io.trimtab.tuner.search.NumericDimension;
import io.trimtab.tuner.search.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the catalogue says of tunables that depend on each other, for spaces read from files. */
public final class SpaceConstraints {
  private SpaceConstraints() {}

  /** The catalogue's constraints of which both sides are among the dimensions. */
  public static List<Constraint> among(List<? extends Dimension> dimensions) {
    Set<String> names =
        dimensions.stream()
            .filter(NumericDimension.class::isInstance)
            .map(Dimension::name)
            .collect(Collectors.toSet());
    List<Constraint> constraints = new ArrayList<>();
    for (CatalogueEntry entry : CatalogueReader.shipped()) {
      if (names.contains(entry.name())) {
        for (io.trimtab.actuators.catalogue.Constraint constraint : entry.constraints()) {
          if (names.contains(constraint.other())) {
            add(constraints, entry.name(), constraint);
          }
        }
      }
    }
    return constraints;
  }

  private static void add(
      List<Constraint> constraints,
      String name,
      io.trimtab.actuators.catalogue.Constraint constraint) {
    String other = constraint.other();
    if (constraint instanceof io.trimtab.actuators.catalogue.Constraint.AtMost) {
      constraints.add(
          new Constraint(
              name + " is at most " + other,
              List.of(name, other),
              point -> point.number(name) <= point.number(other)));
    } else if (constraint instanceof io.trimtab.actuators.catalogue.Constraint.Below) {
      constraints.add(
          new Constraint(
              name + " is below " + other,
              List.of(name, other),
              point -> isBelow(point, name, other)));
    }
  }

  private static boolean isBelow(Point point, String name, String other) {
    long mine = point.number(name);
    long theirs = point.number(other);
    return mine == 0 || theirs == 0 || mine < theirs;
  }
}
