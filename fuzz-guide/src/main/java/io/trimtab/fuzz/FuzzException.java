package io.trimtab.fuzz;

import java.util.Objects;

/**
 * What went wrong, in one line ready to be shown to a user: the thing, the cause and the next step.
 */
public class FuzzException extends RuntimeException {
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

  public FuzzException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public FuzzException(Kind kind, String message, Throwable cause) {
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

  public static FuzzException failed(String message) {
    return new FuzzException(Kind.FAILED, message);
  }

  public static FuzzException invalid(String message) {
    return new FuzzException(Kind.INVALID, message);
  }

  public static FuzzException unavailable(String message) {
    return new FuzzException(Kind.UNAVAILABLE, message);
  }
}
