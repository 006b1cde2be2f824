package io.trimtab.actuators.transaction;

import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.catalogue.Catalogue;
import io.trimtab.actuators.catalogue.Release;
import io.trimtab.actuators.catalogue.Tunable;
import io.trimtab.actuators.catalogue.Value;
import io.trimtab.actuators.journal.Step;
import io.trimtab.actuators.journal.StepListener;
import io.trimtab.actuators.kernel.FileError;
import io.trimtab.actuators.kernel.KernelFileException;
import io.trimtab.actuators.kernel.KernelFiles;
import io.trimtab.actuators.kernel.TimedWriter;

/** Writes one value and reads it back. */
final class VerifiedWriter {
  private final KernelFiles files;
  private final Catalogue catalogue;
  private final TimedWriter writer;
  private final StepListener steps;

  VerifiedWriter(KernelFiles files, Catalogue catalogue, TimedWriter writer, StepListener steps) {
    this.files = files;
    this.catalogue = catalogue;
    this.writer = writer;
    this.steps = steps;
  }

  /** Whether an earlier write to it was given up and may land any time. */
  boolean isUnderWay(Tunable tunable) {
    return writer.isUnderWay(tunable.file());
  }

  /**
   * Writes a value.
   *
   * @return what the kernel shows afterwards, within the tunable's tolerance of what was written
   * @throws ActuatorException when the kernel refuses the value, or keeps another one
   */
  Value write(Tunable tunable, Value value) {
    String subject = tunable.name() + "=" + value.text();
    steps.before(Step.WRITE, subject);
    writer.write(tunable.file(), value.text());
    steps.after(Step.WRITE, subject);
    Value observed = catalogue.read(tunable);
    if (!tunable.type().acceptsReadBack(value, observed)) {
      throw ActuatorException.failed(
          tunable.name() + ": wrote " + value.text() + ", but the kernel keeps " + observed.text());
    }
    steps.after(Step.READ_BACK, subject);
    return observed;
  }

  /**
   * Writes an original again. Where the kernel answers that it is busy, what keeps it busy is
   * released first, if the catalogue knows how.
   */
  Value putBack(Tunable tunable, Value original) {
    try {
      return write(tunable, original);
    } catch (KernelFileException e) {
      if (e.error() != FileError.BUSY || tunable.release().isEmpty()) {
        throw e;
      }
    }
    Release release = tunable.release().get();
    String before = files.read(release.file()).strip();
    try {
      writer.write(release.file(), release.value());
      return write(tunable, original);
    } finally {
      writer.write(release.file(), before);
    }
  }
}
