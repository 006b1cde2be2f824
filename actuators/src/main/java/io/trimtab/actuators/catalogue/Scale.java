package io.trimtab.actuators.catalogue;

/** How a search should step through a range. */
public enum Scale {
  LINEAR,
  LOG,
  CATEGORICAL
}
