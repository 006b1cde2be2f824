package io.trimtab.features.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.trimtab.features.FeaturesException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A manifest as JSON, and back. It is spelt out, not reflected upon: the daemon reads one at its
 * start, and Gson's adapters would be a megabyte of classes for it alone.
 */
final class ManifestJson {
  private ManifestJson() {}

  static String write(Manifest manifest) {
    JsonObject object = new JsonObject();
    object.addProperty("kind", manifest.kind());
    object.addProperty("created", manifest.created());
    JsonObject libraries = new JsonObject();
    manifest.libraries().forEach(libraries::addProperty);
    object.add("libraries", libraries);
    object.addProperty("seed", manifest.seed());
    object.add("data", data(manifest.data()));
    object.add("features", strings(manifest.features()));
    object.add("classes", strings(manifest.classes()));
    JsonObject scores = new JsonObject();
    manifest.scores().forEach(scores::addProperty);
    object.add("scores", scores);
    object.add("domain", domain(manifest.domain()));
    return object.toString();
  }

  private static JsonObject data(Manifest.Data data) {
    JsonObject object = new JsonObject();
    object.addProperty("digest", data.digest());
    object.addProperty("vectors", data.vectors());
    object.addProperty("runs", data.runs());
    object.add("labels", strings(data.labels()));
    return object;
  }

  private static JsonObject domain(Manifest.Domain domain) {
    JsonArray rows = new JsonArray();
    for (List<Manifest.Usual> row : domain.usual()) {
      JsonArray values = new JsonArray();
      for (Manifest.Usual usual : row) {
        JsonObject value = new JsonObject();
        value.addProperty("low", usual.low());
        value.addProperty("median", usual.median());
        value.addProperty("high", usual.high());
        values.add(value);
      }
      rows.add(values);
    }
    JsonObject object = new JsonObject();
    object.addProperty("strangeness", domain.strangeness());
    object.add("usual", rows);
    return object;
  }

  private static JsonArray strings(List<String> strings) {
    JsonArray array = new JsonArray();
    strings.forEach(array::add);
    return array;
  }

  /**
   * Reads one.
   *
   * @param who the file, for messages
   * @throws FeaturesException if it is no manifest
   */
  static Manifest read(String text, String who) {
    JsonElement element;
    try {
      element = JsonParser.parseString(text);
    } catch (JsonParseException e) {
      throw new FeaturesException(who + " has a manifest that is none: " + e.getMessage(), e);
    }
    if (element.isJsonNull()) {
      throw new FeaturesException(who + " has an empty manifest");
    }
    try {
      return manifest(element.getAsJsonObject());
    } catch (RuntimeException e) {
      // What Gson throws where a value is missing or of another kind has no common type.
      throw new FeaturesException(who + " has a manifest that lacks something", e);
    }
  }

  private static Manifest manifest(JsonObject object) {
    JsonObject data = object.getAsJsonObject("data");
    JsonObject domain = object.getAsJsonObject("domain");
    return new Manifest(
        object.get("kind").getAsString(),
        object.get("created").getAsString(),
        map(object.getAsJsonObject("libraries"), JsonElement::getAsString),
        object.get("seed").getAsLong(),
        new Manifest.Data(
            data.get("digest").getAsString(),
            data.get("vectors").getAsInt(),
            data.get("runs").getAsInt(),
            list(data.get("labels"), JsonElement::getAsString)),
        list(object.get("features"), JsonElement::getAsString),
        list(object.get("classes"), JsonElement::getAsString),
        map(object.getAsJsonObject("scores"), JsonElement::getAsDouble),
        new Manifest.Domain(
            domain.get("strangeness").getAsDouble(),
            list(domain.get("usual"), row -> list(row, ManifestJson::usual))));
  }

  private static Manifest.Usual usual(JsonElement element) {
    JsonObject usual = element.getAsJsonObject();
    return new Manifest.Usual(
        usual.get("low").getAsDouble(),
        usual.get("median").getAsDouble(),
        usual.get("high").getAsDouble());
  }

  private static <T> List<T> list(JsonElement array, Function<JsonElement, T> of) {
    List<T> list = new ArrayList<>();
    for (JsonElement element : array.getAsJsonArray()) {
      list.add(of.apply(element));
    }
    return list;
  }

  private static <T> Map<String, T> map(JsonObject object, Function<JsonElement, T> of) {
    Map<String, T> map = new LinkedHashMap<>();
    for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
      map.put(entry.getKey(), of.apply(entry.getValue()));
    }
    return map;
  }
}
