package io.trimtab.daemon.control;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.trimtab.daemon.control.DaemonStatus.Cost;
import io.trimtab.daemon.control.DaemonStatus.Gain;
import io.trimtab.daemon.control.DaemonStatus.GivenUp;
import io.trimtab.daemon.control.DaemonStatus.InForce;
import io.trimtab.daemon.control.DaemonStatus.OnTrial;
import io.trimtab.daemon.control.DaemonStatus.Prefetching;
import io.trimtab.daemon.control.DaemonStatus.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The daemon's status as JSON. */
public final class StatusJson {
  private StatusJson() {}

  public static JsonObject write(DaemonStatus status) {
    JsonObject json = new JsonObject();
    json.addProperty("version", status.version());
    json.addProperty("pid", status.pid());
    json.addProperty("since", status.since().toString());
    json.addProperty("mode", status.mode());
    json.addProperty("level", status.level());
    json.addProperty("workload", status.workload());
    json.addProperty("confidence", finite(status.confidence()));
    json.addProperty("objective", status.objective());
    json.addProperty("objective_now", status.objectiveNow().map(StatusJson::finite).orElse(null));
    json.add("in_force", array(status.inForce(), StatusJson::inForce));
    json.add("on_trial", status.onTrial().map(StatusJson::onTrial).orElse(null));
    json.add("given_up", array(status.givenUp(), StatusJson::givenUp));
    json.add("refused", array(status.refused(), StatusJson::refused));
    json.add("advice", array(status.advice(), JsonPrimitive::new));
    json.addProperty("holding", status.holding().orElse(null));
    json.add("impaired", array(status.impaired(), JsonPrimitive::new));
    json.add("prefetching", array(status.prefetching(), StatusJson::prefetching));
    json.add("cost", cost(status.cost()));
    return json;
  }

  private static JsonElement inForce(InForce value) {
    JsonObject json = new JsonObject();
    json.addProperty("tunable", value.tunable());
    json.addProperty("original", value.original());
    json.addProperty("value", value.value());
    json.addProperty("since", value.since().toString());
    json.add("gain", value.gain().map(StatusJson::gain).orElse(null));
    json.addProperty("decision", value.decision());
    return json;
  }

  private static JsonObject gain(Gain gain) {
    JsonObject json = new JsonObject();
    json.addProperty("ratio", finite(gain.ratio()));
    json.addProperty("low", finite(gain.low()));
    json.addProperty("high", finite(gain.high()));
    return json;
  }

  private static JsonObject onTrial(OnTrial trial) {
    JsonObject json = new JsonObject();
    json.addProperty("settings", trial.settings());
    json.addProperty("since", trial.since().toString());
    json.addProperty("blocks", trial.blocks());
    json.add("so_far", trial.soFar().map(StatusJson::gain).orElse(null));
    json.addProperty("decision", trial.decision());
    return json;
  }

  private static JsonElement givenUp(GivenUp given) {
    JsonObject json = new JsonObject();
    json.addProperty("tunable", given.tunable());
    json.addProperty("who", given.who());
    json.addProperty("when", given.when().toString());
    json.addProperty("decision", given.decision());
    return json;
  }

  private static JsonElement refused(Refused refused) {
    JsonObject json = new JsonObject();
    json.addProperty("what", refused.what());
    json.addProperty("why", refused.why());
    json.addProperty("when", refused.when().toString());
    json.addProperty("decision", refused.decision());
    return json;
  }

  private static JsonElement prefetching(Prefetching prefetching) {
    JsonObject json = new JsonObject();
    json.addProperty("cgroup", prefetching.cgroup());
    json.addProperty("processes", prefetching.processes());
    json.addProperty("helped", prefetching.helped());
    json.addProperty("waited", prefetching.waited());
    json.addProperty("fetched", prefetching.fetched());
    json.addProperty("used", prefetching.used());
    return json;
  }

  private static JsonObject cost(Cost cost) {
    JsonObject json = new JsonObject();
    json.addProperty("cpu_share", finite(cost.cpuShare()));
    json.addProperty("resident_bytes", cost.residentBytes());
    json.addProperty("ticks", cost.ticks());
    json.addProperty("longest_tick_seconds", cost.longestTick().toNanos() / 1e9);
    return json;
  }

  private static <T> JsonArray array(List<T> items, Function<T, JsonElement> writer) {
    JsonArray array = new JsonArray();
    items.forEach(item -> array.add(writer.apply(item)));
    return array;
  }

  /** JSON has no infinity; what is none has no number. */
  private static @Nullable Double finite(double number) {
    return Double.isFinite(number) ? number : null;
  }

  /**
   * Reads what {@link #write} wrote; what is no number there is NaN.
   *
   * @throws RuntimeException if it is something else
   */
  public static DaemonStatus read(JsonObject json) {
    return new DaemonStatus(
        text(json, "version"),
        json.get("pid").getAsInt(),
        time(json, "since"),
        text(json, "mode"),
        text(json, "level"),
        text(json, "workload"),
        number(json, "confidence"),
        text(json, "objective"),
        present(json, "objective_now").map(JsonElement::getAsDouble),
        list(json, "in_force", StatusJson::readInForce),
        present(json, "on_trial").map(each -> readOnTrial(each.getAsJsonObject())),
        list(
            json,
            "given_up",
            each ->
                new GivenUp(
                    text(each, "tunable"),
                    text(each, "who"),
                    time(each, "when"),
                    text(each, "decision"))),
        list(
            json,
            "refused",
            each ->
                new Refused(
                    text(each, "what"),
                    text(each, "why"),
                    time(each, "when"),
                    text(each, "decision"))),
        words(json, "advice"),
        present(json, "holding").map(JsonElement::getAsString),
        words(json, "impaired"),
        list(json, "prefetching", StatusJson::readPrefetching),
        readCost(json.getAsJsonObject("cost")));
  }

  private static InForce readInForce(JsonObject json) {
    return new InForce(
        text(json, "tunable"),
        text(json, "original"),
        text(json, "value"),
        time(json, "since"),
        present(json, "gain").map(StatusJson::readGain),
        text(json, "decision"));
  }

  private static OnTrial readOnTrial(JsonObject json) {
    return new OnTrial(
        text(json, "settings"),
        time(json, "since"),
        json.get("blocks").getAsInt(),
        present(json, "so_far").map(StatusJson::readGain),
        text(json, "decision"));
  }

  private static Gain readGain(JsonElement element) {
    JsonObject json = element.getAsJsonObject();
    return new Gain(number(json, "ratio"), number(json, "low"), number(json, "high"));
  }

  private static Prefetching readPrefetching(JsonObject json) {
    return new Prefetching(
        text(json, "cgroup"),
        json.get("processes").getAsInt(),
        json.get("helped").getAsInt(),
        json.get("waited").getAsLong(),
        json.get("fetched").getAsLong(),
        json.get("used").getAsLong());
  }

  private static Cost readCost(JsonObject json) {
    return new Cost(
        number(json, "cpu_share"),
        json.get("resident_bytes").getAsLong(),
        json.get("ticks").getAsLong(),
        Duration.ofNanos(Math.round(number(json, "longest_tick_seconds") * 1e9)));
  }

  private static Optional<JsonElement> present(JsonObject json, String key) {
    return Optional.ofNullable(json.get(key)).filter(element -> !element.isJsonNull());
  }

  private static String text(JsonObject json, String key) {
    return json.get(key).getAsString();
  }

  private static Instant time(JsonObject json, String key) {
    return Instant.parse(text(json, key));
  }

  private static double number(JsonObject json, String key) {
    return present(json, key).map(JsonElement::getAsDouble).orElse(Double.NaN);
  }

  private static <T> List<T> list(JsonObject json, String key, Function<JsonObject, T> reader) {
    List<T> items = new ArrayList<>();
    json.getAsJsonArray(key).forEach(item -> items.add(reader.apply(item.getAsJsonObject())));
    return List.copyOf(items);
  }

  private static List<String> words(JsonObject json, String key) {
    List<String> words = new ArrayList<>();
    json.getAsJsonArray(key).forEach(word -> words.add(word.getAsString()));
    return List.copyOf(words);
  }
}
