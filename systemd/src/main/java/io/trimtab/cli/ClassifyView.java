package io.trimtab.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.trimtab.features.classify.Explanation;
import io.trimtab.features.classify.Recogniser;
import io.trimtab.features.classify.WorkloadClass;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Prints what was recognised: at the end, or whenever it changes. */
final class ClassifyView {
  private static final Gson LINE = new GsonBuilder().serializeNulls().create();
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final int FEATURES = 6;

  private final PrintWriter out;
  private final boolean isJson;
  private final boolean explains;
  private final boolean eachChange;
  private Optional<Recogniser.Seen> last = Optional.empty();
  private long lastWall;
  private int seconds;

  /**
   * @param eachChange whether every change gets a line, not the last state alone
   */
  ClassifyView(PrintWriter out, boolean isJson, boolean explains, boolean eachChange) {
    this.out = out;
    this.isJson = isJson;
    this.explains = explains;
    this.eachChange = eachChange;
  }

  /** Takes the next second. */
  void changed(Recogniser.Seen seen, long wallNanos) {
    seconds++;
    last = Optional.of(seen);
    lastWall = wallNanos;
    if (eachChange && seen.state().changed()) {
      print(seen, wallNanos);
    }
  }

  /** There are no more. */
  void end() {
    if (last.isEmpty()) {
      out.println(isJson ? "null" : "Too short: two samples are needed, a second apart.");
    } else if (!eachChange) {
      print(last.get(), lastWall);
    }
    out.flush();
  }

  private void print(Recogniser.Seen seen, long wallNanos) {
    if (isJson) {
      JsonObject object = json(seen, wallNanos);
      out.println(eachChange ? LINE.toJson(object) : Json.text(object));
    } else {
      text(seen, wallNanos);
    }
    out.flush();
  }

  private void text(Recogniser.Seen seen, long wallNanos) {
    String workload = seen.state().workload();
    String time =
        eachChange ? CLOCK.format(instant(wallNanos).atZone(ZoneId.systemDefault())) + "  " : "";
    boolean isKnown = !workload.equals(WorkloadClass.UNKNOWN);
    out.printf(
        Locale.ROOT,
        "%s%s: %s%s%n",
        time,
        workload,
        isKnown
            ? String.format(
                Locale.ROOT,
                "%s (%.0f %% of the trees)",
                WorkloadClass.meaning(workload),
                100 * seen.state().confidence())
            : seen.decision().reason().isEmpty() ? "not clear yet" : seen.decision().reason(),
        eachChange ? "" : String.format(Locale.ROOT, "; looked for %d s", seconds));
    if (explains) {
      explain(seen.explanation(FEATURES));
    }
  }

  private void explain(List<Explanation.Contribution> contributions) {
    TextTable table = new TextTable("  FEATURE", "NOW", "USUALLY", "VOTES", "WHAT IT IS");
    for (Explanation.Contribution each : contributions) {
      table.row(
          "  " + each.feature(),
          number(each.value()),
          number(each.usual().low()) + " to " + number(each.usual().high()),
          String.format(Locale.ROOT, "%+.0f %%", 100 * each.votes()),
          each.meaning());
    }
    table.print(out);
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "absent" : String.format(Locale.ROOT, "%.2f", value);
  }

  private JsonObject json(Recogniser.Seen seen, long wallNanos) {
    JsonObject object = new JsonObject();
    object.addProperty("time", instant(wallNanos).toString());
    object.addProperty("workload", seen.state().workload());
    object.addProperty("confidence", seen.state().confidence());
    object.addProperty("seconds", seconds);
    object.add(
        "novelty",
        Double.isNaN(seen.decision().novelty())
            ? JsonNull.INSTANCE
            : LINE.toJsonTree(seen.decision().novelty()));
    object.addProperty("reason", seen.decision().reason());
    if (explains) {
      JsonArray array = new JsonArray();
      for (Explanation.Contribution each : seen.explanation(FEATURES)) {
        JsonObject feature = new JsonObject();
        feature.addProperty("feature", each.feature());
        feature.add(
            "value",
            Double.isNaN(each.value()) ? JsonNull.INSTANCE : LINE.toJsonTree(each.value()));
        feature.addProperty("usual_low", each.usual().low());
        feature.addProperty("usual_high", each.usual().high());
        feature.addProperty("votes", each.votes());
        array.add(feature);
      }
      object.add("explanation", array);
    }
    return object;
  }

  private static Instant instant(long wallNanos) {
    return Instant.ofEpochSecond(0, wallNanos);
  }
}
