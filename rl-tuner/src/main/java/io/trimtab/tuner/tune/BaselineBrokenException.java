package io.trimtab.tuner.tune;

import io.trimtab.tuner.TunerException;

/** The command does not work with the values in force, so there is nothing to compare with. */
public final class BaselineBrokenException extends TunerException {
  private static final long serialVersionUID = 1L;

  BaselineBrokenException(String reason) {
    super("with the values in force " + reason + "; everything is as it was");
  }
}
