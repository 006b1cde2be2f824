package io.trimtab.tuner.guest;

import io.trimtab.tuner.TunerException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The guest that is wanted.
 *
 * @param kernel what it boots
 * @param mode how its processors and its clock go
 * @param seed what a quiet guest's random numbers start from; from 0 on
 * @param cpus its processors: 1 if it is quiet
 * @param memoryMib its memory, in MiB, from 256 on
 * @param app a directory to have at {@code /opt/trimtab}; empty for none
 */
public record GuestSpec(
    GuestKernel kernel, GuestMode mode, long seed, int cpus, int memoryMib, Optional<Path> app) {
  private static final int LEAST_MEMORY_MIB = 256;

  public GuestSpec {
    if (seed < 0) {
      throw TunerException.invalid("a guest's seed is from 0 on, not " + seed);
    }
    if (cpus < 1 || (mode == GuestMode.QUIET && cpus != 1)) {
      throw TunerException.invalid("a " + mode + " guest cannot have " + cpus + " CPUs");
    }
    if (memoryMib < LEAST_MEMORY_MIB) {
      throw TunerException.invalid("a guest needs " + LEAST_MEMORY_MIB + " MiB of memory");
    }
  }

  /** A quiet guest with 1 GiB. */
  public static GuestSpec quiet(GuestKernel kernel, long seed) {
    return new GuestSpec(kernel, GuestMode.QUIET, seed, 1, 1024, Optional.empty());
  }

  /** A guest with two processors and 1 GiB. */
  public static GuestSpec smp(GuestKernel kernel) {
    return new GuestSpec(kernel, GuestMode.SMP, 0, 2, 1024, Optional.empty());
  }

  /** The same with a directory at {@code /opt/trimtab}. */
  public GuestSpec withApp(Path directory) {
    return new GuestSpec(kernel, mode, seed, cpus, memoryMib, Optional.of(directory));
  }
}
