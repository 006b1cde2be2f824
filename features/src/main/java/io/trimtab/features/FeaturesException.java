package io.trimtab.features;

/** What went wrong with features or models; the message is ready to be shown to a user. */
public final class FeaturesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public FeaturesException(String message) {
    super(message);
  }

  public FeaturesException(String message, Throwable cause) {
    super(message, cause);
  }
}
