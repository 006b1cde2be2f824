package io.trimtab.daemon.control;

import com.google.gson.JsonObject;
import io.trimtab.daemon.decision.Decision;
import io.trimtab.daemon.decision.DecisionKind;
import java.time.Instant;
import java.util.Optional;

/** Decisions as JSON. */
public final class DecisionJson {
  private DecisionJson() {}

  public static JsonObject write(Decision decision) {
    JsonObject json = new JsonObject();
    json.addProperty("id", decision.id());
    json.addProperty("time", decision.time().toString());
    json.addProperty("kind", decision.kind().word());
    json.addProperty("subject", decision.subject());
    json.addProperty("workload", decision.workload());
    json.addProperty("summary", decision.summary());
    json.addProperty("cause", decision.cause().orElse(null));
    json.add("evidence", decision.evidence());
    return json;
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws RuntimeException if it is something else
   */
  public static Decision read(JsonObject json) {
    return new Decision(
        json.get("id").getAsString(),
        Instant.parse(json.get("time").getAsString()),
        DecisionKind.of(json.get("kind").getAsString()).orElseThrow(),
        json.get("subject").getAsString(),
        json.get("workload").getAsString(),
        json.get("summary").getAsString(),
        Optional.ofNullable(json.get("cause"))
            .filter(cause -> !cause.isJsonNull())
            .map(cause -> cause.getAsString()),
        json.getAsJsonObject("evidence"));
  }
}
