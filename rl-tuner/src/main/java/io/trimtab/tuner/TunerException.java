package io.trimtab.tuner;

/**
 * Root of everything that tuning throws on purpose.
 *
 * <p>The message is one line that names the thing, the cause and, where there is one, the next
 * step, so that it can be shown to a person as it is.
 */
public class TunerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception from its one-line message. */
  public TunerException(String message) {
    super(message);
  }

  /** Creates an exception from its one-line message and what brought it about. */
  public TunerException(String message, Throwable cause) {
    super(message, cause);
  }
}
