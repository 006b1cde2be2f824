package io.trimtab.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.trimtab.actuators.catalogue.Catalogue;
import io.trimtab.actuators.catalogue.NumberType;
import io.trimtab.actuators.catalogue.Tunable;
import io.trimtab.actuators.catalogue.Value;
import io.trimtab.actuators.transaction.Configuration;
import io.trimtab.tuner.measure.Judgement;
import io.trimtab.tuner.measure.Verdict;
import io.trimtab.tuner.search.Importance;
import io.trimtab.tuner.search.Outcome;
import io.trimtab.tuner.tune.Trial;
import io.trimtab.tuner.tune.TuneResult;
import java.util.List;
import java.util.Map;

/** A session as scripts see it; the fields are documented in docs/json.md and stay stable. */
final class TuneJson {
  private TuneJson() {}

  static JsonObject of(
      TuneResult result,
      Catalogue catalogue,
      List<String> command,
      String objective,
      Map<String, String> leftOut,
      boolean restored) {
    JsonObject object = new JsonObject();
    JsonArray words = new JsonArray();
    command.forEach(words::add);
    object.add("command", words);
    object.addProperty("objective", objective);
    object.add("baseline", baseline(result, catalogue));
    if (result.best().isPresent()) {
      JsonObject best = new JsonObject();
      best.add("configuration", configuration(result.best().get()));
      object.add("best", best);
    } else {
      object.add("best", JsonNull.INSTANCE);
    }
    object.add("gain", result.judgement().map(TuneJson::gain).orElseGet(TuneJson::noGain));
    JsonArray trials = new JsonArray();
    result.trials().forEach(trial -> trials.add(trial(trial, catalogue)));
    object.add("trials", trials);
    object.addProperty("restored", restored);
    object.addProperty("kept", result.committed().orElse(null));
    object.add("effects", effects(result.importance()));
    JsonObject left = new JsonObject();
    leftOut.forEach(left::addProperty);
    object.add("left_out", left);
    object.addProperty("noise", result.noise());
    object.addProperty("disturbed_blocks", result.disturbed());
    JsonObject drift = new JsonObject();
    drift.add("percent_per_minute", number(result.drift().percentPerMinute()));
    drift.addProperty("significant", result.drift().significant());
    object.add("drift", drift);
    object.addProperty("seconds", result.seconds());
    object.addProperty("ending", Words.of(result.ending()));
    return object;
  }

  private static JsonObject baseline(TuneResult result, Catalogue catalogue) {
    JsonObject baseline = new JsonObject();
    baseline.add("value", number(result.baseline()));
    JsonObject values = new JsonObject();
    result
        .best()
        .ifPresent(
            best ->
                best.values()
                    .keySet()
                    .forEach(
                        name ->
                            catalogue
                                .get(name)
                                .probed()
                                .ifPresent(value -> values.add(name, TunableJson.value(value)))));
    baseline.add("configuration", values);
    return baseline;
  }

  static JsonObject configuration(Configuration configuration) {
    JsonObject values = new JsonObject();
    for (Map.Entry<String, Value> setting : configuration.values().entrySet()) {
      values.add(setting.getKey(), TunableJson.value(setting.getValue()));
    }
    return values;
  }

  static JsonObject gain(Judgement judgement) {
    JsonObject gain = new JsonObject();
    gain.add("ratio", number(judgement.ratio()));
    JsonArray interval = new JsonArray();
    interval.add(number(judgement.ciLow()));
    interval.add(number(judgement.ciHigh()));
    gain.add("ci95", interval);
    gain.addProperty("verdict", judgement.verdict().word());
    gain.addProperty("blocks", judgement.blocks());
    return gain;
  }

  private static JsonObject noGain() {
    JsonObject gain = new JsonObject();
    gain.addProperty("ratio", 1);
    JsonArray interval = new JsonArray();
    interval.add(JsonNull.INSTANCE);
    interval.add(JsonNull.INSTANCE);
    gain.add("ci95", interval);
    gain.addProperty("verdict", Verdict.NO_DIFFERENCE.word());
    gain.addProperty("blocks", 0);
    return gain;
  }

  private static JsonObject trial(Trial trial, Catalogue catalogue) {
    JsonObject object = new JsonObject();
    object.addProperty("number", trial.number());
    object.addProperty("reason", Words.of(trial.reason()));
    JsonObject changes = new JsonObject();
    trial.changes().forEach((name, text) -> changes.add(name, typed(catalogue.get(name), text)));
    object.add("changes", changes);
    if (trial.outcome() instanceof Outcome.Failed failed) {
      object.add("ratio", JsonNull.INSTANCE);
      object.addProperty("failure", failed.reason());
    } else {
      object.add("ratio", number(trial.ratio()));
      object.add("failure", JsonNull.INSTANCE);
    }
    object.addProperty("seconds", trial.seconds());
    return object;
  }

  private static JsonElement typed(Tunable tunable, String text) {
    return tunable.type() instanceof NumberType
        ? new JsonPrimitive(Long.parseLong(text))
        : new JsonPrimitive(text);
  }

  private static JsonArray effects(List<Importance> importance) {
    JsonArray array = new JsonArray();
    for (Importance effect : importance) {
      JsonObject object = new JsonObject();
      object.addProperty("name", effect.dimension());
      object.add("ratio", number(Math.exp(effect.effect())));
      JsonArray interval = new JsonArray();
      interval.add(ratio(effect.low()));
      interval.add(ratio(effect.high()));
      object.add("ci95", interval);
      object.addProperty("evidence", Words.of(effect.evidence()));
      object.addProperty("searched", effect.kept());
      array.add(object);
    }
    return array;
  }

  private static JsonElement ratio(double logRatio) {
    return number(Double.isFinite(logRatio) ? Math.exp(logRatio) : Double.NaN);
  }

  /** JSON has no infinity: an unknown end is null. */
  private static JsonElement number(double value) {
    return Double.isFinite(value) ? new JsonPrimitive(value) : JsonNull.INSTANCE;
  }
}
