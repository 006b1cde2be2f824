package io.trimtab.daemon.config;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Values as they stand in TOML, on one line. */
final class TomlText {
  private TomlText() {}

  static String of(JsonElement value) {
    if (value instanceof JsonArray array) {
      return StreamSupport.stream(array.spliterator(), false)
          .map(TomlText::of)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof JsonObject object) {
      return object.entrySet().stream()
          .map(entry -> entry.getKey() + " = " + of(entry.getValue()))
          .collect(Collectors.joining(", ", "{ ", " }"));
    }
    // Of strings, numbers and booleans TOML and JSON think alike.
    return ((JsonPrimitive) value).isString() ? quoted(value.getAsString()) : value.toString();
  }

  static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
