package io.trimtab.daemon.config;

import com.google.gson.JsonElement;

/**
 * How the values of a key are written.
 *
 * @param <T> what they are in the program
 */
interface Form<T> {
  /**
   * Reads a value.
   *
   * @param toml as tomlj gives it
   * @throws WrongValue if it is none, with a message that goes after the key's name
   */
  T read(Object toml);

  /** The value as it would stand in JSON. */
  JsonElement json(T value);

  /** What is allowed, as a phrase that goes after "is not". */
  String allowed();
}
