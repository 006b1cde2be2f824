package io.trimtab.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.trimtab.collector.Level;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a recording went.
 *
 * @param ticks samples written
 * @param missed samples not taken, since the one before took too long
 * @param dropped samples taken that could not be written
 * @param absent the metrics that this host does not tell, each with the reason
 */
record RecordSummary(
    Path file,
    Level level,
    long ticks,
    long missed,
    long dropped,
    Duration time,
    Map<String, String> absent) {

  void print(PrintWriter out, boolean json) {
    if (json) {
      out.println(Json.text(json()));
    } else {
      text(out);
    }
    out.flush();
  }

  private void text(PrintWriter out) {
    out.println(
        "Recorded "
            + ticks
            + (ticks == 1 ? " tick" : " ticks")
            + " in "
            + Durations.text(time)
            + " into "
            + file
            + " ("
            + RecordProgress.mebibytes(file)
            + "); "
            + missed
            + " missed, "
            + dropped
            + " dropped; level "
            + level.word());
    Map<String, List<String>> byReason = new LinkedHashMap<>();
    absent.forEach(
        (metric, reason) -> byReason.computeIfAbsent(reason, r -> new ArrayList<>()).add(metric));
    byReason.forEach(
        (reason, metrics) -> {
          out.println("Absent: " + reason);
          Paragraph.print(String.join(", ", metrics), "  ", out);
        });
  }

  private JsonObject json() {
    JsonObject object = new JsonObject();
    object.addProperty("file", file.toString());
    object.addProperty("level", level.word());
    object.addProperty("ticks", ticks);
    object.addProperty("missed", missed);
    object.addProperty("dropped", dropped);
    object.addProperty("seconds", time.toMillis() / 1000.0);
    object.addProperty("bytes", RecordProgress.bytes(file));
    JsonArray array = new JsonArray();
    absent.forEach(
        (metric, reason) -> {
          JsonObject one = new JsonObject();
          one.addProperty("metric", metric);
          one.addProperty("reason", reason);
          array.add(one);
        });
    object.add("absent", array);
    return object;
  }
}
