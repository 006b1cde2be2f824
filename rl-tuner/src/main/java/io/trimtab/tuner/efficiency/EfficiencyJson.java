package io.trimtab.tuner.efficiency;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.OptionalInt;

/**
 * A measurement as JSON. Gains are log-ratios; a number of trials is null where a run did not get
 * there; a curve is its changes alone: pairs of a number of trials and the gain deployed from then
 * on.
 */
public final class EfficiencyJson {
  private EfficiencyJson() {}

  /** Renders a measurement. */
  public static String of(EfficiencyResult result) {
    JsonObject root = new JsonObject();
    root.addProperty("laboratory", result.laboratory());
    root.addProperty("seeds", result.settings().seeds());
    root.addProperty("draws", result.settings().draws());
    root.addProperty("share", result.settings().share());
    JsonArray workloads = new JsonArray();
    for (String workload : result.workloads()) {
      workloads.add(workload(result, workload));
    }
    root.add("workloads", workloads);
    return new GsonBuilder().serializeNulls().setPrettyPrinting().create().toJson(root);
  }

  private static JsonObject workload(EfficiencyResult result, String workload) {
    JsonObject object = new JsonObject();
    object.addProperty("workload", workload);
    object.addProperty("best_gain", result.gain(workload));
    object.addProperty("is_telling", result.telling().contains(workload));
    JsonArray agents = new JsonArray();
    for (String agent : result.agents()) {
      JsonObject entry = new JsonObject();
      entry.addProperty("agent", agent);
      entry.addProperty("budget", result.budget(agent));
      entry.add("median_trials", number(result.medianNeeded(agent, workload)));
      entry.addProperty("first_share", result.firstShare(agent, workload));
      JsonArray runs = new JsonArray();
      for (Curve curve : result.curves(agent, workload)) {
        runs.add(run(curve, result.settings().share() * result.gain(workload)));
      }
      entry.add("runs", runs);
      agents.add(entry);
    }
    object.add("agents", agents);
    return object;
  }

  private static JsonObject run(Curve curve, double goal) {
    JsonObject run = new JsonObject();
    run.addProperty("seed", curve.seed());
    run.add("trials", number(curve.reached(goal)));
    run.add("trials_touched", number(curve.touched(goal)));
    run.add("trials_settled", number(curve.settled(goal)));
    run.addProperty("first_gain", curve.first());
    JsonArray changes = new JsonArray();
    double last = Double.NaN;
    for (int i = 0; i < curve.deployed().size(); i++) {
      if (curve.deployed().get(i) != last) {
        last = curve.deployed().get(i);
        JsonArray change = new JsonArray();
        change.add(i + 1);
        change.add(last);
        changes.add(change);
      }
    }
    run.add("curve", changes);
    return run;
  }

  private static JsonElement number(OptionalInt number) {
    return number.isPresent() ? new JsonPrimitive(number.getAsInt()) : JsonNull.INSTANCE;
  }
}
