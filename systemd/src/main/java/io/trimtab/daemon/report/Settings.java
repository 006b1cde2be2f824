package io.trimtab.daemon.report;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.trimtab.daemon.decision.Decision;
import java.util.LinkedHashMap;
import java.util.Map;

/** The values that a decision is about, by tunable. */
final class Settings {
  private Settings() {}

  /** The values; empty where the decision's evidence has none. */
  static Map<String, String> of(Decision decision) {
    Map<String, String> values = new LinkedHashMap<>();
    JsonElement settings = decision.evidence().get("settings");
    if (settings instanceof JsonObject object) {
      object.entrySet().forEach(e -> values.put(e.getKey(), text(e.getValue())));
    }
    return values;
  }

  private static String text(JsonElement value) {
    return value.isJsonPrimitive() ? value.getAsString() : value.toString();
  }
}
