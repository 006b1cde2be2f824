package io.trimtab.daemon.report;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.trimtab.daemon.control.DaemonStatus.Gain;
import io.trimtab.daemon.decision.Decision;
import java.util.Optional;

/** What a decision's evidence says, where it says it. */
final class Evidence {
  private Evidence() {}

  /** The gain that was measured, as a ratio with its interval. */
  static Optional<Gain> gain(Decision decision) {
    JsonObject evidence = decision.evidence();
    double ratio = number(evidence, "ratio");
    if (!(ratio > 0) || Double.isInfinite(ratio)) {
      return Optional.empty();
    }
    double low = number(evidence, "low");
    double high = number(evidence, "high");
    return Optional.of(
        new Gain(ratio, low >= 0 ? low : 0, high > 0 ? high : Double.POSITIVE_INFINITY));
  }

  /** A text in it; empty if there is none. */
  static String text(Decision decision, String name) {
    JsonElement element = decision.evidence().get(name);
    return element != null && element.isJsonPrimitive() ? element.getAsString() : "";
  }

  private static double number(JsonObject evidence, String name) {
    JsonElement element = evidence.get(name);
    if (element == null || !element.isJsonPrimitive()) {
      return Double.NaN;
    }
    try {
      return element.getAsDouble();
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
