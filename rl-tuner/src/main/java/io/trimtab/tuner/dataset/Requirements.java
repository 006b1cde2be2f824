package io.trimtab.tuner.dataset;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says why a program cannot run on this host. */
public final class Requirements {
  private final TrainingCatalogue catalogue;
  private final Executables executables;
  private final boolean hasSwap;

  /**
   * @param hasSwap whether the host has swap space, or is to get some
   */
  public Requirements(TrainingCatalogue catalogue, Executables executables, boolean hasSwap) {
    this.catalogue = catalogue;
    this.executables = executables;
    this.hasSwap = hasSwap;
  }

  /** What is missing, and what to do about it; empty if it can run. */
  public Optional<String> obstacle(TrainingProgram program) {
    Set<String> missing = new LinkedHashSet<>();
    Set<String> packages = new LinkedHashSet<>();
    boolean lacksSwap = false;
    for (TrainingProgram each : withParts(program)) {
      List<String> absent =
          each.needs().stream().filter(name -> executables.find(name).isEmpty()).toList();
      missing.addAll(absent);
      if (!absent.isEmpty()) {
        packages.addAll(each.packages());
      }
      lacksSwap |= each.swap() && !hasSwap;
    }
    if (!missing.isEmpty()) {
      return Optional.of(
          "needs "
              + String.join(", ", missing)
              + (packages.isEmpty()
                  ? ""
                  : "; install with: apt-get install " + String.join(" ", packages)));
    }
    return lacksSwap
        ? Optional.of("needs swap space; --swap makes some for the time being")
        : Optional.empty();
  }

  /** A program and those that it is made of. */
  private List<TrainingProgram> withParts(TrainingProgram program) {
    List<TrainingProgram> all = new ArrayList<>(List.of(program));
    for (String part : program.parts()) {
      String id = part.substring(0, Math.max(0, part.lastIndexOf('/')));
      catalogue.program(id).ifPresent(found -> all.addAll(withParts(found)));
    }
    return all;
  }
}
