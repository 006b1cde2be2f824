package io.trimtab.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.trimtab.collector.Level;
import io.trimtab.tuner.dataset.DatasetResult;
import io.trimtab.tuner.dataset.TrainingProgram;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a recording of training data came to.
 *
 * @param skipped programs that were left out, each with the reason
 */
record DatasetSummary(
    Path file, Level level, DatasetResult result, Map<TrainingProgram, String> skipped) {

  void print(PrintWriter out, boolean json) {
    out.println(json ? Json.text(json()) : text());
    out.flush();
  }

  private String text() {
    int recorded = result.recorded().size();
    return (result.interrupted() ? "Stopped. " : "")
        + "Recorded "
        + recorded
        + (recorded == 1 ? " run" : " runs")
        + " into "
        + file
        + " ("
        + RecordProgress.mebibytes(file)
        + "), level "
        + level.word()
        + (result.failed().isEmpty() ? "" : "; " + result.failed().size() + " did not work")
        + (result.left() == 0 ? "" : "; " + result.left() + " left: the same command goes on");
  }

  private JsonObject json() {
    JsonObject object = new JsonObject();
    object.addProperty("file", file.toString());
    object.addProperty("level", level.word());
    JsonArray recorded = new JsonArray();
    result.recorded().forEach(label -> recorded.add(label.toString()));
    object.add("recorded", recorded);
    JsonArray failed = new JsonArray();
    result.failed().forEach((label, why) -> failed.add(pair("run", label.toString(), why)));
    object.add("failed", failed);
    JsonArray leftOut = new JsonArray();
    skipped.forEach((program, why) -> leftOut.add(pair("program", program.id(), why)));
    object.add("skipped", leftOut);
    object.addProperty("left", result.left());
    object.addProperty("interrupted", result.interrupted());
    object.addProperty("bytes", RecordProgress.bytes(file));
    return object;
  }

  private static JsonObject pair(String key, String name, String reason) {
    JsonObject object = new JsonObject();
    object.addProperty(key, name);
    object.addProperty("reason", reason);
    return object;
  }
}
