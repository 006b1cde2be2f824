package io.trimtab.tuner.training;

import io.trimtab.tuner.environment.Laboratory;
import io.trimtab.tuner.experience.Place;

/** Opens laboratories that are all alike, one for each worker. */
public interface LaboratorySource {
  /** What they are, as it is recorded with every trial. */
  Place place();

  /** How many may be open at a time, at least 1: a host is one machine. */
  int most();

  /**
   * Opens one; it is for one thread, and whoever opened it closes it.
   *
   * @throws io.trimtab.tuner.TunerException if the machine cannot be had
   */
  Laboratory open();
}
