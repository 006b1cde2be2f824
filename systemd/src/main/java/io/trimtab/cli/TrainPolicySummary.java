package io.trimtab.cli;

import io.trimtab.tuner.training.EpisodeResult;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** How the episodes of a job stand, for people. */
final class TrainPolicySummary {
  private TrainPolicySummary() {}

  /** Prints a table unless events were printed; the exit code tells whether anything was tried. */
  static int print(List<EpisodeResult> results, Path file, boolean json, HostOptions host) {
    List<EpisodeResult> broken = results.stream().filter(r -> r.problem().isPresent()).toList();
    for (EpisodeResult result : broken) {
      host.err()
          .println(
              "trimtab: "
                  + result.episode().workload().name()
                  + " breaks under the defaults and is left out: "
                  + result.problem().orElse(""));
    }
    host.err().flush();
    if (!json) {
      table(results, host.out());
      host.out().println();
      host.out()
          .println(
              file + ": make a policy of it with trimtab train policy --from " + file + " --out P");
      host.out().flush();
    }
    return broken.size() == results.size() ? ExitCode.FAILED : ExitCode.DONE;
  }

  private static void table(List<EpisodeResult> results, PrintWriter out) {
    TextTable table = new TextTable("WORKLOAD", "AGENT", "SEED", "TRIALS", "BEST", "SETTING");
    for (EpisodeResult result : results) {
      if (result.problem().isEmpty()) {
        table.row(
            result.episode().workload().name(),
            result.episode().agent(),
            String.valueOf(result.episode().seed()),
            result.trials() + (result.failures() > 0 ? ", " + result.failures() + " failed" : ""),
            String.format(Locale.ROOT, "%.3fx", Math.exp(result.gain())),
            result.best().toString());
      }
    }
    table.print(out);
  }
}
