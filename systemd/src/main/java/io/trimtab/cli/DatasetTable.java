package io.trimtab.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.trimtab.tuner.dataset.Requirements;
import io.trimtab.tuner.dataset.TrainingProgram;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

/** The programs that training data can be recorded of. */
final class DatasetTable {
  private final List<TrainingProgram> programs;
  private final Requirements requirements;

  DatasetTable(List<TrainingProgram> programs, Requirements requirements) {
    this.programs = programs;
    this.requirements = requirements;
  }

  void print(PrintWriter out, boolean json) {
    if (json) {
      JsonArray array = new JsonArray();
      programs.forEach(program -> array.add(json(program)));
      out.println(Json.text(array));
    } else {
      text(out);
    }
    out.flush();
  }

  private void text(PrintWriter out) {
    TextTable table = new TextTable("CLASS", "PROGRAM", "INTENSITIES", "CGROUP", "HERE");
    for (TrainingProgram program : programs) {
      table.row(
          program.workload(),
          program.name(),
          intensities(program),
          program.memory().map(size -> size.startsWith("{") ? "varied" : size).orElse("-"),
          requirements.obstacle(program).orElse("yes"));
    }
    table.print(out);
    int runs = programs.stream().mapToInt(program -> program.intensities().size()).sum();
    out.println(programs.size() + " programs, " + runs + " runs");
  }

  private static String intensities(TrainingProgram program) {
    return program.intensities().stream()
        .map(TrainingProgram.Intensity::name)
        .collect(Collectors.joining(" "));
  }

  private JsonObject json(TrainingProgram program) {
    JsonObject object = new JsonObject();
    object.addProperty("class", program.workload());
    object.addProperty("program", program.name());
    JsonArray intensities = new JsonArray();
    program.intensities().forEach(each -> intensities.add(each.name()));
    object.add("intensities", intensities);
    object.addProperty("cgroup", program.memory().orElse(null));
    object.addProperty("obstacle", requirements.obstacle(program).orElse(null));
    return object;
  }
}
