package io.trimtab.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.trimtab.tuner.measure.Interval;
import io.trimtab.tuner.policy.Choice;
import io.trimtab.tuner.policy.OffPolicyEstimate;
import io.trimtab.tuner.policy.OffPolicyReport;
import io.trimtab.tuner.policy.Policy;
import io.trimtab.tuner.policy.PolicyEvaluation;
import io.trimtab.tuner.policy.PolicyManifest;
import io.trimtab.tuner.policy.PolicyScore;
import io.trimtab.tuner.policy.TrainingPoint;
import io.trimtab.tuner.policy.Transfer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Policies as scripts see them; the fields are documented in docs/json.md and stay stable. */
final class PolicyReportJson {
  private PolicyReportJson() {}

  static JsonObject of(PolicyOptions.Made made, Optional<Path> file) {
    JsonObject object = of(made.policy(), List.of());
    object.addProperty("file", file.map(Path::toString).orElse(null));
    object.add("off_policy", offPolicy(made.offPolicy()));
    return object;
  }

  static JsonObject of(Policy policy, List<Transfer.Result> transfers) {
    PolicyManifest manifest = policy.manifest();
    JsonObject object = new JsonObject();
    object.addProperty("digest", policy.digest());
    object.addProperty("created", manifest.created());
    object.addProperty("trimtab", manifest.trimtab());
    object.addProperty("seed", manifest.seed());
    object.addProperty("place", manifest.place());
    JsonArray kernels = new JsonArray();
    manifest.kernels().forEach(kernels::add);
    object.add("kernels", kernels);
    object.addProperty("data_digest", manifest.data().digest());
    object.addProperty("trials", manifest.data().trials());
    JsonObject scores = new JsonObject();
    manifest.scores().forEach((name, score) -> scores.add(name, number(score)));
    object.add("scores", scores);
    JsonArray configurations = new JsonArray();
    policy.configurations().forEach(c -> configurations.add(c.toString()));
    object.add("configurations", configurations);
    JsonArray workloads = new JsonArray();
    policy.points().forEach(point -> workloads.add(workload(point, policy)));
    object.add("workloads", workloads);
    if (!transfers.isEmpty()) {
      JsonArray there = new JsonArray();
      transfers.forEach(result -> there.add(transfer(result)));
      object.add("there", there);
    }
    return object;
  }

  private static JsonObject workload(TrainingPoint point, Policy policy) {
    JsonObject object = new JsonObject();
    object.addProperty("name", point.workload());
    object.addProperty("family", point.family());
    JsonArray ratios = new JsonArray();
    point.gains().forEach(gain -> ratios.add(ratio(gain)));
    object.add("ratios", ratios);
    object.add("best_known", ratio(point.best()));
    object.addProperty("choice", policy.choose(point.features()).setting().toString());
    return object;
  }

  private static JsonObject transfer(Transfer.Result result) {
    JsonObject object = new JsonObject();
    object.addProperty("setting", result.setting().toString());
    object.addProperty("whole", result.isWhole());
    JsonArray steps = new JsonArray();
    for (Transfer.Step step : result.steps()) {
      JsonObject entry = new JsonObject();
      entry.addProperty("tunable", step.tunable());
      entry.addProperty("value", step.value());
      entry.addProperty("fate", Words.of(step.fate()));
      entry.addProperty("target", step.target().isEmpty() ? null : step.target());
      entry.addProperty("result", step.result().isEmpty() ? null : step.result());
      entry.addProperty("reason", step.reason().isEmpty() ? null : step.reason());
      steps.add(entry);
    }
    object.add("values", steps);
    return object;
  }

  private static JsonObject offPolicy(OffPolicyReport report) {
    JsonObject object = new JsonObject();
    object.addProperty("recommended", Words.of(report.recommended().method()));
    object.addProperty("reason", report.reason());
    object.addProperty("workloads", report.workloads());
    object.addProperty("trials", report.trials());
    object.addProperty("matches", report.matches());
    JsonArray estimates = new JsonArray();
    for (OffPolicyEstimate estimate : report.estimates()) {
      JsonObject entry = new JsonObject();
      entry.addProperty("method", Words.of(estimate.method()));
      entry.add("ratio", ratio(estimate.value()));
      entry.add("low", end(estimate.interval().map(Interval::low)));
      entry.add("high", end(estimate.interval().map(Interval::high)));
      estimates.add(entry);
    }
    object.add("estimates", estimates);
    return object;
  }

  static JsonObject of(Choice choice) {
    JsonObject object = new JsonObject();
    object.addProperty("setting", choice.setting().toString());
    object.addProperty(
        "configuration", choice.configuration() < 0 ? null : choice.configuration() + 1);
    object.addProperty("known", choice.isKnown());
    object.add("distance", number(choice.distance()));
    JsonArray scores = new JsonArray();
    choice.scores().forEach(score -> scores.add(ratio(score)));
    object.add("scores", scores);
    JsonArray neighbours = new JsonArray();
    for (Choice.Neighbour neighbour : choice.neighbours()) {
      JsonObject entry = new JsonObject();
      entry.addProperty("workload", neighbour.workload());
      entry.add("distance", number(neighbour.distance()));
      entry.addProperty("weight", neighbour.weight());
      entry.addProperty("contribution", neighbour.contribution());
      neighbours.add(entry);
    }
    object.add("neighbours", neighbours);
    return object;
  }

  static JsonObject of(List<PolicyEvaluation.Result> results) {
    JsonArray workloads = new JsonArray();
    for (PolicyEvaluation.Result result : results) {
      JsonObject entry = new JsonObject();
      entry.addProperty("name", result.workload().name());
      entry.addProperty("held_out", result.workload().isHeldOut());
      entry.addProperty("known", result.choice().isKnown());
      entry.add("first", gain(result.first()));
      entry.add("last", gain(result.last()));
      entry.add("best", gain(result.best()));
      entry.addProperty("gainable", PolicyScore.isGainable(result));
      entry.addProperty("trials", result.trials());
      workloads.add(entry);
    }
    PolicyScore score = PolicyScore.of(results);
    JsonObject object = new JsonObject();
    object.add("workloads", workloads);
    object.addProperty("gainable", score.gainable());
    object.add("first_captured", number(score.first().orElse(Double.NaN)));
    object.add("last_captured", number(score.last().orElse(Double.NaN)));
    object.add("first_worst", ratio(score.worstFirst()));
    object.add("last_worst", ratio(score.worstLast()));
    return object;
  }

  private static JsonObject gain(PolicyEvaluation.Gain gain) {
    JsonObject object = new JsonObject();
    object.addProperty("setting", gain.setting().toString());
    object.add("ratio", ratio(gain.logRatio()));
    object.add("standard_error", number(gain.standardError()));
    object.addProperty("failure", gain.failure().orElse(null));
    return object;
  }

  private static JsonElement end(Optional<Double> log) {
    return log.map(PolicyReportJson::ratio).orElse(JsonNull.INSTANCE);
  }

  private static JsonElement ratio(double log) {
    return number(Math.exp(log));
  }

  private static JsonElement number(double number) {
    return Double.isFinite(number) ? new JsonPrimitive(number) : JsonNull.INSTANCE;
  }
}
