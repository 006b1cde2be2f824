package io.trimtab.actuators;

import java.util.Objects;

/**
 * What went wrong, in one line ready to be shown to a user: the thing, the cause and the next step.
 */
public class ActuatorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What kind of failure it is; the command line turns it into an exit code. */
  public enum Kind {
    /** It was tried and did not work. */
    FAILED,
    /** The input is wrong: nothing was tried. */
    INVALID,
    /** Not permitted, or not available on this machine: nothing was tried. */
    UNAVAILABLE
  }

  private final Kind kind;

  public ActuatorException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public ActuatorException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  /** Unlike other exceptions, this one always has a message. */
  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }

  public static ActuatorException failed(String message) {
    return new ActuatorException(Kind.FAILED, message);
  }

  public static ActuatorException invalid(String message) {
    return new ActuatorException(Kind.INVALID, message);
  }

  public static ActuatorException unavailable(String message) {
    return new ActuatorException(Kind.UNAVAILABLE, message);
  }
}
