package io.trimtab.tuner.policy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.environment.Setting;
import io.trimtab.tuner.experience.SettingText;
import io.trimtab.tuner.experience.SpaceJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A policy as a JSON object, and back. Numbers that are not known are null. */
final class PolicyJson {
  private static final int MOST_CONFIGURATIONS = 64;
  private static final int MOST_POINTS = 10_000;
  private static final int MOST_FEATURES = 4_096;

  private PolicyJson() {}

  /**
   * SHA-256 of a content, in hexadecimal. It is that of the compact text, so that white space does
   * not matter; numbers count as they are written.
   */
  static String digest(JsonObject content) {
    try {
      byte[] text = content.toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new TunerException("this Java has no SHA-256", e);
    }
  }

  static JsonObject content(Policy policy) {
    JsonObject content = new JsonObject();
    content.add("manifest", manifest(policy.manifest()));
    content.add("space", SpaceJson.json(policy.space()));
    content.add("features", strings(policy.featureNames()));
    JsonArray configurations = new JsonArray();
    policy.configurations().forEach(c -> configurations.add(c.toString()));
    content.add("configurations", configurations);
    JsonArray points = new JsonArray();
    policy.points().forEach(point -> points.add(point(point)));
    content.add("workloads", points);
    content.add("dimensions", strings(policy.dimensions()));
    content.addProperty("bandwidth", policy.bandwidth());
    content.addProperty("caution", policy.caution());
    return content;
  }

  private static JsonObject manifest(PolicyManifest manifest) {
    JsonObject object = new JsonObject();
    object.addProperty("created", manifest.created());
    object.addProperty("trimtab", manifest.trimtab());
    JsonObject libraries = new JsonObject();
    manifest.libraries().forEach(libraries::addProperty);
    object.add("libraries", libraries);
    object.addProperty("seed", manifest.seed());
    JsonObject data = new JsonObject();
    data.addProperty("digest", manifest.data().digest());
    data.addProperty("workloads", manifest.data().workloads());
    data.addProperty("episodes", manifest.data().episodes());
    data.addProperty("trials", manifest.data().trials());
    object.add("data", data);
    object.addProperty("place", manifest.place());
    object.add("kernels", strings(manifest.kernels()));
    JsonObject scores = new JsonObject();
    manifest.scores().forEach((name, score) -> scores.add(name, number(score)));
    object.add("scores", scores);
    return object;
  }

  private static JsonObject point(TrainingPoint point) {
    JsonObject object = new JsonObject();
    object.addProperty("name", point.workload());
    object.addProperty("family", point.family());
    object.add("features", numbers(point.features()));
    object.add("gains", numbers(point.gains()));
    object.add("errors", numbers(point.errors()));
    object.addProperty("best", point.best());
    return object;
  }

  /**
   * Reads what {@link #content} wrote.
   *
   * @throws TunerException if a part of it cannot be
   * @throws RuntimeException if something is missing or of another type
   */
  static Policy policy(JsonObject content, String who) {
    List<Setting> configurations = new ArrayList<>();
    for (JsonElement line : limited(content, "configurations", MOST_CONFIGURATIONS, who)) {
      configurations.add(SettingText.parse(line.getAsString(), who));
    }
    List<TrainingPoint> points = new ArrayList<>();
    for (JsonElement element : limited(content, "workloads", MOST_POINTS, who)) {
      JsonObject point = element.getAsJsonObject();
      points.add(
          new TrainingPoint(
              point.get("name").getAsString(),
              point.get("family").getAsString(),
              numbers(limited(point, "features", MOST_FEATURES, who)),
              numbers(limited(point, "gains", MOST_CONFIGURATIONS, who)),
              numbers(limited(point, "errors", MOST_CONFIGURATIONS, who)),
              point.get("best").getAsDouble()));
    }
    return new Policy(
        manifest(content.getAsJsonObject("manifest")),
        SpaceJson.of(content.getAsJsonArray("space"), who),
        strings(limited(content, "features", MOST_FEATURES, who)),
        configurations,
        points,
        strings(limited(content, "dimensions", MOST_FEATURES, who)),
        content.get("bandwidth").getAsDouble(),
        content.get("caution").getAsDouble());
  }

  private static PolicyManifest manifest(JsonObject object) {
    JsonObject data = object.getAsJsonObject("data");
    Map<String, String> libraries = new TreeMap<>();
    object
        .getAsJsonObject("libraries")
        .entrySet()
        .forEach(e -> libraries.put(e.getKey(), e.getValue().getAsString()));
    Map<String, Double> scores = new TreeMap<>();
    object
        .getAsJsonObject("scores")
        .entrySet()
        .forEach(e -> scores.put(e.getKey(), number(e.getValue())));
    return new PolicyManifest(
        object.get("created").getAsString(),
        object.get("trimtab").getAsString(),
        libraries,
        object.get("seed").getAsLong(),
        new PolicyManifest.Data(
            data.get("digest").getAsString(),
            data.get("workloads").getAsInt(),
            data.get("episodes").getAsInt(),
            data.get("trials").getAsInt()),
        object.get("place").getAsString(),
        strings(object.getAsJsonArray("kernels")),
        scores);
  }

  private static JsonArray limited(JsonObject object, String name, int most, String who) {
    JsonArray array = object.getAsJsonArray(name);
    if (array.size() > most) {
      throw TunerException.invalid(
          who + " has " + array.size() + " " + name + "; a policy may have " + most);
    }
    return array;
  }

  private static JsonArray strings(List<String> texts) {
    JsonArray array = new JsonArray();
    texts.forEach(array::add);
    return array;
  }

  private static List<String> strings(JsonArray array) {
    List<String> texts = new ArrayList<>();
    array.forEach(element -> texts.add(element.getAsString()));
    return texts;
  }

  private static JsonArray numbers(List<Double> numbers) {
    JsonArray array = new JsonArray();
    numbers.forEach(n -> array.add(number(n)));
    return array;
  }

  private static JsonElement number(double number) {
    return Double.isFinite(number) ? new JsonPrimitive(number) : JsonNull.INSTANCE;
  }

  private static List<Double> numbers(JsonArray array) {
    List<Double> numbers = new ArrayList<>();
    array.forEach(element -> numbers.add(number(element)));
    return numbers;
  }

  private static double number(JsonElement element) {
    return element.isJsonNull() ? Double.NaN : element.getAsDouble();
  }
}
