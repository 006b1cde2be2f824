package io.trimtab.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.trimtab.actuators.catalogue.Names;
import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.policy.Choice;
import io.trimtab.tuner.policy.Policy;
import io.trimtab.tuner.policy.TrainingPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says why a policy chooses what it chooses. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Say what a policy chooses for some features, and why: the training workloads like"
          + " them, and what each adds to the choice.",
      "Features are those of a training workload, or an object of names and numbers in a file."
    },
    footer = {"", "Example:", "  trimtab policy explain cfs.policy --workload hackbench-pipe-2"})
final class PolicyExplainCommand implements Runnable {
  private static final long MOST_BYTES = 1 << 20;

  @Option(
      names = "--workload",
      paramLabel = "NAME",
      description = "A workload that the policy was trained on.")
  private @Nullable String workload;

  @Option(
      names = "--features",
      paramLabel = "FILE.json",
      description = "Features by their names; what is left out is unknown.")
  private @Nullable Path features;

  @Mixin private PolicyInput input;

  @Override
  public void run() {
    Policy policy = input.read();
    List<Double> vector;
    if (workload != null && features == null) {
      vector = known(policy, workload);
    } else if (features != null && workload == null) {
      vector = read(policy, features);
    } else {
      throw input.usage("give either --workload or --features");
    }
    Choice choice = policy.choose(vector);
    if (input.json()) {
      input.out().println(Json.text(PolicyReportJson.of(choice)));
    } else {
      PolicyText.print(choice, input.out());
    }
    input.out().flush();
  }

  private static List<Double> known(Policy policy, String name) {
    List<String> names = policy.points().stream().map(TrainingPoint::workload).toList();
    return policy.points().stream()
        .filter(point -> point.workload().equals(name))
        .findFirst()
        .map(TrainingPoint::features)
        .orElseThrow(
            () -> {
              List<String> near = Names.nearest(name, names);
              return TunerException.invalid(
                  "the policy was not trained on \""
                      + name
                      + "\"; "
                      + (near.isEmpty()
                          ? "it knows " + String.join(", ", names)
                          : "did you mean " + String.join(" or ", near) + "?"));
            });
  }

  private static List<Double> read(Policy policy, Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw TunerException.invalid(file + " is too large for a vector of features");
      }
      JsonObject object = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
      for (String name : object.keySet()) {
        if (!policy.featureNames().contains(name)) {
          throw TunerException.invalid(file + ": no feature is called " + name);
        }
      }
      List<Double> vector = new ArrayList<>();
      for (String name : policy.featureNames()) {
        JsonElement value = object.get(name);
        vector.add(value == null || value.isJsonNull() ? Double.NaN : value.getAsDouble());
      }
      return vector;
    } catch (IOException e) {
      throw TunerException.invalid(file + " cannot be read: " + e.getMessage(), e);
    } catch (JsonParseException
        | IllegalStateException
        | NumberFormatException
        | UnsupportedOperationException e) {
      throw TunerException.invalid(file + " is no object of features and numbers", e);
    }
  }
}
