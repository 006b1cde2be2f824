package io.trimtab.daemon.recording;

import io.trimtab.tuner.environment.Setting;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a trial taught about a class of work.
 *
 * @param workload the class
 * @param goal what was raised or lowered, in words
 * @param features of the work under the baseline, in the order of the host's features
 * @param originals what this host came with, of the tunables that the daemon has changed
 * @param setting what was in force, as far as that is not the originals
 * @param result what came of it
 * @param at when
 */
public record Lesson(
    String workload,
    String goal,
    List<Double> features,
    Map<String, String> originals,
    Setting setting,
    Result result,
    Instant at) {
  public Lesson {
    features = List.copyOf(features);
    originals = Map.copyOf(originals);
  }

  /** What came of a trial. */
  public sealed interface Result {
    /**
     * It was measured.
     *
     * @param cost under the setting, as a multiple of that under the originals
     * @param noise the same of a trial of nothing: the baseline's own halves against each other
     */
    record Measured(double cost, double noise) implements Result {}

    /** It broke what has to hold. */
    record Broken(String reason) implements Result {}
  }
}
