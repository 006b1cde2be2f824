package io.trimtab.collector.schema;

import java.util.Locale;

/** What a metric has one value for. */
public enum Scope {
  HOST,
  CPU,
  DEVICE,
  CGROUP;

  /** The scope's name in files, JSON, tables and labels. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
