package io.trimtab.actuators.catalogue;

/** What a wrong value inside the safe range can do. */
public enum Risk {
  /** Costs speed at most. */
  LOW,
  /** Hurts badly in a corner, and is cured by writing the old value back. */
  MEDIUM,
  /** Can hang, starve or endanger the host: searched only when named exactly. */
  HIGH
}
