package io.trimtab.tuner.guest;

import java.nio.file.Path;

/**
 * A quiet guest that has booted, as files: any number of guests go on from there, each with its own
 * seed, and none changes the files.
 *
 * @param kernel what it runs
 * @param directory where its files are
 * @param machine a digest of all that a run's result depends on besides kernel, seed and requests:
 *     the emulator and its arguments, the image, the agent, and the state that was saved
 */
public record SavedGuest(GuestKernel kernel, Path directory, String machine) {
  private static final long SEED = 1;

  /** What it was booted with. */
  GuestSpec spec() {
    return GuestSpec.quiet(kernel, SEED);
  }

  Path initramfs() {
    return directory.resolve("initramfs");
  }

  Path memory() {
    return directory.resolve("memory");
  }

  Path root() {
    return directory.resolve("root.ext4");
  }

  Path state() {
    return directory.resolve("state");
  }

  /** QEMU's arguments for when it is saved. */
  StateCommand saving() {
    return new StateCommand(
        spec(),
        initramfs(),
        memory(),
        root(),
        directory.resolve("jobs"),
        directory.resolve("answers"),
        directory.resolve("console"),
        false);
  }

  /** QEMU's arguments for one that goes on, its own files in a directory of a run. */
  StateCommand resuming(long seed, Path run) {
    return new StateCommand(
        GuestSpec.quiet(kernel, seed),
        initramfs(),
        memory(),
        root(),
        run.resolve("jobs"),
        run.resolve("answers"),
        run.resolve("console"),
        true);
  }
}
