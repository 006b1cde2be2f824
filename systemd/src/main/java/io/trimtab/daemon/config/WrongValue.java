package io.trimtab.daemon.config;

import org.jspecify.annotations.Nullable;
import org.tomlj.TomlPosition;

/** A value that a key does not take; never leaves this package. */
final class WrongValue extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable TomlPosition position;

  WrongValue(String message) {
    this(message, null);
  }

  /**
   * Creates it for a part of the value.
   *
   * @param position where that part is, if it is elsewhere than the key
   */
  WrongValue(String message, @Nullable TomlPosition position) {
    super(message);
    this.position = position;
  }

  @Nullable TomlPosition position() {
    return position;
  }
}
