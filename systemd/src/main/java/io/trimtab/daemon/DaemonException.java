package io.trimtab.daemon;

import java.util.Objects;

/**
 * Root of everything that the daemon throws on purpose.
 *
 * <p>The message is one line that names the thing, the cause and, where there is one, the next
 * step, so that it can be shown to a person as it is.
 */
public class DaemonException extends RuntimeException {
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

  public DaemonException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public DaemonException(Kind kind, String message, Throwable cause) {
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

  public static DaemonException failed(String message, Throwable cause) {
    return new DaemonException(Kind.FAILED, message, cause);
  }

  public static DaemonException invalid(String message) {
    return new DaemonException(Kind.INVALID, message);
  }

  public static DaemonException unavailable(String message) {
    return new DaemonException(Kind.UNAVAILABLE, message);
  }
}
