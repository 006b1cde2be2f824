package io.trimtab.daemon.config;

import com.google.gson.JsonElement;

/**
 * A key of the configuration.
 *
 * @param key with its table, such as {@code exploration.share}
 * @param byDefault its value where nothing else is said
 * @param meaning a sentence for people
 */
record Setting<T>(String key, T byDefault, Form<T> form, String meaning) {
  /** A value of this setting as JSON. */
  JsonElement json(Object value) {
    @SuppressWarnings("unchecked") // what form() has read is of its type
    T own = (T) value;
    return form.json(own);
  }
}
