package io.trimtab.collector;

/** What went wrong while observing; the message is ready to be shown to a user. */
public final class CollectorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CollectorException(String message) {
    super(message);
  }

  public CollectorException(String message, Throwable cause) {
    super(message, cause);
  }
}
