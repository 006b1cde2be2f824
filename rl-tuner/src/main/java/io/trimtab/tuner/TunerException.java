package io.trimtab.tuner;

import java.util.Objects;

/**
 * Root of everything that tuning throws on purpose.
 *
 * <p>The message is one line that names the thing, the cause and, where there is one, the next
 * step, so that it can be shown to a person as it is.
 */
public class TunerException extends RuntimeException {
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

  /** Creates an exception from its one-line message. */
  public TunerException(String message) {
    this(Kind.FAILED, message);
  }

  /** Creates an exception from its one-line message and what brought it about. */
  public TunerException(String message, Throwable cause) {
    super(message, cause);
    this.kind = Kind.FAILED;
  }

  /** Creates an exception of a kind. */
  public TunerException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  private TunerException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** Returns what kind of failure it is. */
  public Kind kind() {
    return kind;
  }

  /** Returns an exception for wrong input. */
  public static TunerException invalid(String message) {
    return new TunerException(Kind.INVALID, message);
  }

  /** Returns an exception for wrong input, with what brought it about. */
  public static TunerException invalid(String message, Throwable cause) {
    return new TunerException(Kind.INVALID, message, cause);
  }

  /** Returns an exception for what this machine or user cannot do. */
  public static TunerException unavailable(String message) {
    return new TunerException(Kind.UNAVAILABLE, message);
  }

  /** Unlike other exceptions, this one always has a message. */
  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
