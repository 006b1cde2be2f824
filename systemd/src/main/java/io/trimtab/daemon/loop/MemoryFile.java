package io.trimtab.daemon.loop;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.trimtab.daemon.control.DaemonStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The file of {@link Memory}: JSON, written whole or not at all. */
final class MemoryFile {
  private static final int VERSION = 1;
  private static final long MOST_BYTES = 16 << 20;

  private MemoryFile() {}

  /**
   * Reads it.
   *
   * @param problems is told of a file that cannot be used, which is set aside then
   */
  static Memory read(Path file, java.util.function.Consumer<String> problems) {
    Memory memory = new Memory();
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new IllegalStateException("larger than it may be");
      }
      fill(memory, JsonParser.parseString(Files.readString(file)).getAsJsonObject());
    } catch (NoSuchFileException e) {
      return memory;
    } catch (IOException e) {
      problems.accept(file + " cannot be read, and what was tried is not known: " + e.getMessage());
      return new Memory();
    } catch (RuntimeException e) {
      problems.accept(file + " is damaged, and " + setAside(file));
      return new Memory();
    }
    memory.takeChanged();
    return memory;
  }

  private static String setAside(Path file) {
    Path aside = file.resolveSibling(file.getFileName() + ".corrupt");
    try {
      Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
      return "is now " + aside.getFileName();
    } catch (IOException e) {
      return "cannot be set aside: " + e.getMessage();
    }
  }

  private static void fill(Memory memory, JsonObject json) {
    if (json.get("version").getAsInt() != VERSION) {
      throw new IllegalStateException("of another version");
    }
    for (Map.Entry<String, JsonElement> workload : json.getAsJsonObject("tried").entrySet()) {
      for (JsonElement each : workload.getValue().getAsJsonArray()) {
        memory.put(workload.getKey(), tried(each.getAsJsonObject()));
      }
    }
    for (Map.Entry<String, JsonElement> workload : json.getAsJsonObject("kept").entrySet()) {
      List<Memory.Kept> all = new ArrayList<>();
      workload.getValue().getAsJsonArray().forEach(each -> all.add(kept(each.getAsJsonObject())));
      memory.keep(workload.getKey(), all);
    }
    for (JsonElement each : json.getAsJsonArray("given_up")) {
      JsonObject one = each.getAsJsonObject();
      memory.giveUp(
          new DaemonStatus.GivenUp(
              text(one, "tunable"),
              text(one, "who"),
              Instant.parse(text(one, "when")),
              text(one, "decision")));
    }
    if (json.has("frozen_until")) {
      memory.freeze(Optional.of(Instant.parse(text(json, "frozen_until"))));
    }
  }

  private static Tried tried(JsonObject json) {
    return new Tried(
        values(json, "values"),
        text(json, "origin"),
        Ending.Result.valueOf(text(json, "result")),
        json.get("ratio").getAsDouble(),
        json.get("times").getAsInt(),
        json.get("until_ms").getAsLong());
  }

  private static Memory.Kept kept(JsonObject json) {
    Optional<DaemonStatus.Gain> gain =
        json.has("gain")
            ? Optional.of(
                new DaemonStatus.Gain(
                    json.get("gain").getAsDouble(),
                    json.get("gain_low").getAsDouble(),
                    json.get("gain_high").getAsDouble()))
            : Optional.empty();
    return new Memory.Kept(
        values(json, "values"),
        values(json, "originals"),
        text(json, "origin"),
        gain,
        Instant.parse(text(json, "since")),
        text(json, "decision"),
        json.get("transaction").getAsLong());
  }

  private static Map<String, String> values(JsonObject json, String name) {
    Map<String, String> values = new LinkedHashMap<>();
    json.getAsJsonObject(name)
        .entrySet()
        .forEach(entry -> values.put(entry.getKey(), entry.getValue().getAsString()));
    return values;
  }

  private static String text(JsonObject json, String name) {
    return json.get(name).getAsString();
  }

  /** The file's text. */
  static String text(Memory memory) {
    JsonObject json = new JsonObject();
    json.addProperty("version", VERSION);
    JsonObject tried = new JsonObject();
    memory
        .allTried()
        .forEach(
            (workload, all) -> {
              JsonArray array = new JsonArray();
              all.values().forEach(each -> array.add(json(each)));
              tried.add(workload, array);
            });
    json.add("tried", tried);
    JsonObject kept = new JsonObject();
    memory
        .allKept()
        .forEach(
            (workload, all) -> {
              JsonArray array = new JsonArray();
              all.forEach(each -> array.add(json(each)));
              kept.add(workload, array);
            });
    json.add("kept", kept);
    JsonArray givenUp = new JsonArray();
    for (DaemonStatus.GivenUp each : memory.allGivenUp()) {
      JsonObject one = new JsonObject();
      one.addProperty("tunable", each.tunable());
      one.addProperty("who", each.who());
      one.addProperty("when", each.when().toString());
      one.addProperty("decision", each.decision());
      givenUp.add(one);
    }
    json.add("given_up", givenUp);
    memory.frozenUntil().ifPresent(until -> json.addProperty("frozen_until", until.toString()));
    return json + "\n";
  }

  private static JsonObject json(Tried tried) {
    JsonObject json = new JsonObject();
    json.add("values", json(tried.values()));
    json.addProperty("origin", tried.origin());
    json.addProperty("result", tried.result().name());
    json.addProperty("ratio", tried.ratio());
    json.addProperty("times", tried.times());
    json.addProperty("until_ms", tried.untilMillis());
    return json;
  }

  private static JsonObject json(Memory.Kept kept) {
    JsonObject json = new JsonObject();
    json.add("values", json(kept.values()));
    json.add("originals", json(kept.originals()));
    json.addProperty("origin", kept.origin());
    kept.gain()
        .ifPresent(
            gain -> {
              json.addProperty("gain", gain.ratio());
              json.addProperty("gain_low", gain.low());
              json.addProperty("gain_high", gain.high());
            });
    json.addProperty("since", kept.since().toString());
    json.addProperty("decision", kept.decision());
    json.addProperty("transaction", kept.transaction());
    return json;
  }

  private static JsonObject json(Map<String, String> values) {
    JsonObject json = new JsonObject();
    values.forEach(json::addProperty);
    return json;
  }

  /** Replaces the file. */
  static void write(Path file, String text) throws IOException {
    new DurableFile().write(file, text);
  }
}
