package io.trimtab.actuators.catalogue;

import io.trimtab.actuators.kernel.KernelVersion;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where some kernels keep a tunable.
 *
 * @param path the file, with the entry's placeholders
 * @param since the first kernel that has it there
 * @param until the last kernel that has it there
 * @param min overrides the entry's least safe value there
 * @param max overrides the entry's greatest safe value there
 */
public record Location(
    String path,
    Optional<KernelVersion> since,
    Optional<KernelVersion> until,
    OptionalLong min,
    OptionalLong max) {

  /** Whether a kernel of this version is expected to have the file. */
  boolean expectedOn(KernelVersion kernel) {
    return since.map(first -> first.compareTo(kernel) <= 0).orElse(true)
        && until.map(last -> kernel.compareTo(last) <= 0).orElse(true);
  }
}
