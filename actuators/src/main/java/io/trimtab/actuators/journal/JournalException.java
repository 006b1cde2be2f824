package io.trimtab.actuators.journal;

import io.trimtab.actuators.ActuatorException;

/** The journal could not be read or written. */
public final class JournalException extends ActuatorException {
  private static final long serialVersionUID = 1L;

  public JournalException(Kind kind, String message, Throwable cause) {
    super(kind, message, cause);
  }
}
