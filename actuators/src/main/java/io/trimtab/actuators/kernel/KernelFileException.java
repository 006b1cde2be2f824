package io.trimtab.actuators.kernel;

import io.trimtab.actuators.ActuatorException;

/** A kernel file could not be read or written. */
public final class KernelFileException extends ActuatorException {
  private static final long serialVersionUID = 1L;

  private final String path;
  private final FileError error;

  public KernelFileException(String path, FileError error, String cause) {
    super(kindOf(error), path + ": " + cause);
    this.path = path;
    this.error = error;
  }

  private static Kind kindOf(FileError error) {
    return switch (error) {
      case ABSENT, ACCESS_DENIED, NOT_PERMITTED, READ_ONLY -> Kind.UNAVAILABLE;
      case REJECTED, BUSY, TIMED_OUT, OTHER -> Kind.FAILED;
    };
  }

  public String path() {
    return path;
  }

  public FileError error() {
    return error;
  }
}
