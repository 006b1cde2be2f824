package io.trimtab.actuators.transaction;

import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.catalogue.Catalogue;
import io.trimtab.actuators.catalogue.Value;
import java.util.Map;

/**
 * Writes whole plans: some writes change what was written before, or tunables beside the plan that
 * are meant to stay; those are written again.
 */
final class PlanWriter {
  private final Catalogue catalogue;
  private final VerifiedWriter writer;

  PlanWriter(Catalogue catalogue, VerifiedWriter writer) {
    this.catalogue = catalogue;
    this.writer = writer;
  }

  /**
   * Writes a plan.
   *
   * @param shown what the kernel shows by tunable: loses what is about to be written, gets what was
   *     read back
   * @throws ActuatorException if a value does not stay, or the kernel refuses one
   */
  void write(Plan plan, Map<String, String> shown) {
    for (Change change : plan.changes()) {
      write(change, plan, shown);
    }
    for (Change change : plan.changes()) {
      if (!change.implied() && !holds(change)) {
        write(change, plan, shown);
      }
    }
    for (Change change : plan.changes()) {
      if (!change.implied() && !holds(change)) {
        throw ActuatorException.failed(
            change.tunable().name()
                + ": another write of this configuration changes "
                + change.to().text()
                + " to "
                + catalogue.read(change.tunable()).text());
      }
    }
    for (Change bystander : plan.bystanders()) {
      if (bystander.tunable().steady() && !holds(bystander)) {
        writer.write(bystander.tunable(), bystander.to());
      }
    }
    for (Change change : plan.all()) {
      show(change.tunable().name(), shown);
    }
  }

  private void write(Change change, Plan plan, Map<String, String> shown) {
    if (change.implied()) {
      return;
    }
    shown.remove(change.tunable().name());
    for (Change other : plan.all()) {
      if (other.implied() || change.tunable().disturbs(other.tunable())) {
        shown.remove(other.tunable().name());
      }
    }
    Value observed = writer.write(change.tunable(), change.to());
    shown.put(change.tunable().name(), observed.text());
  }

  private boolean holds(Change change) {
    return change.tunable().type().acceptsReadBack(change.to(), catalogue.read(change.tunable()));
  }

  private void show(String tunable, Map<String, String> shown) {
    try {
      shown.put(tunable, catalogue.read(catalogue.get(tunable)).text());
    } catch (ActuatorException e) {
      // Gone for now, as the tunables of an I/O scheduler that is not chosen.
      shown.remove(tunable);
    }
  }
}
