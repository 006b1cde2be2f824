package io.trimtab.tuner.workload;

import java.util.List;

/**
 * A workload and what it needs of a machine.
 *
 * @param workload the workload
 * @param programs the programs that have to be installed
 * @param packages the Debian packages that bring them
 */
public record SuiteEntry(Workload workload, List<String> programs, List<String> packages) {
  /** Copies the lists. */
  public SuiteEntry {
    programs = List.copyOf(programs);
    packages = List.copyOf(packages);
  }
}
