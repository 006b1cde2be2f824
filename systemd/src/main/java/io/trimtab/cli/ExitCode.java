package io.trimtab.cli;

import io.trimtab.actuators.ActuatorException;
import io.trimtab.daemon.DaemonException;
import io.trimtab.fuzz.FuzzException;
import io.trimtab.tuner.TunerException;

/** The program's exit codes. */
final class ExitCode {
  static final int DONE = 0;

  /** It was tried and did not work. */
  static final int FAILED = 1;

  /** Wrong usage or input. */
  static final int USAGE = 2;

  /** Not permitted, or not available here. */
  static final int UNAVAILABLE = 3;

  private ExitCode() {}

  static int of(ActuatorException.Kind kind) {
    return switch (kind) {
      case FAILED -> FAILED;
      case INVALID -> USAGE;
      case UNAVAILABLE -> UNAVAILABLE;
    };
  }

  static int of(DaemonException.Kind kind) {
    return switch (kind) {
      case FAILED -> FAILED;
      case INVALID -> USAGE;
      case UNAVAILABLE -> UNAVAILABLE;
    };
  }

  static int of(TunerException.Kind kind) {
    return switch (kind) {
      case FAILED -> FAILED;
      case INVALID -> USAGE;
      case UNAVAILABLE -> UNAVAILABLE;
    };
  }

  static int of(FuzzException.Kind kind) {
    return switch (kind) {
      case FAILED -> FAILED;
      case INVALID -> USAGE;
      case UNAVAILABLE -> UNAVAILABLE;
    };
  }
}
