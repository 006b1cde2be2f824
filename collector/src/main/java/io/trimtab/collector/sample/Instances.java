package io.trimtab.collector.sample;

import io.trimtab.collector.schema.Scope;
import java.util.List;
import java.util.Map;

/** Which CPUs, block devices and cgroups there are now. */
@FunctionalInterface
public interface Instances {
  /** The names by scope, as {@link Layout} takes them. */
  Map<Scope, List<String>> now();
}
