package io.trimtab.daemon.loop;

import io.trimtab.daemon.config.DaemonConfig;
import io.trimtab.daemon.config.DaemonConfig.Source;
import io.trimtab.daemon.control.DaemonStatus;
import io.trimtab.daemon.recording.Lesson;
import io.trimtab.tuner.environment.SchedulingPolicy;
import io.trimtab.tuner.environment.Setting;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * Makes lessons of trials. A trial compares a candidate with what is in force, and a lesson with
 * what the host came with: what is in force has its own measured gain, and the two multiply.
 */
final class Lessons {
  private final Force force;
  private final Consumer<Lesson> taker;

  Lessons(Force force, Consumer<Lesson> taker) {
    this.force = force;
    this.taker = taker;
  }

  /** Tells what a trial taught, if anything. */
  void of(Experiment trial, Ending ending, Sight now) {
    OptionalDouble held = gainOfHeld();
    // Policies choose by features: work that has no name teaches as well.
    boolean isFelt = !trial.workload().vector().isEmpty() && !trial.workload().name().isEmpty();
    Optional<Lesson.Result> result = result(ending, held);
    if (!isFelt || result.isEmpty()) {
      return;
    }
    Map<String, String> originals = new LinkedHashMap<>(trial.applied().originals());
    Map<String, String> values = new HashMap<>();
    for (Memory.Kept each : force.holdings.kept()) {
      originals.putAll(each.originals());
      values.putAll(each.values());
    }
    values.putAll(Memory.texts(trial.applied().configuration()));
    values.entrySet().removeIf(each -> each.getValue().equals(originals.get(each.getKey())));
    taker.accept(
        new Lesson(
            trial.workload().name(),
            goal(force.rules.config()),
            trial.workload().vector(),
            originals,
            Setting.of(SchedulingPolicy.OTHER, values),
            result.get(),
            now.wall()));
  }

  private static Optional<Lesson.Result> result(Ending ending, OptionalDouble held) {
    if (ending.result() == Ending.Result.ABANDONED || held.isEmpty()) {
      return Optional.empty();
    }
    if (ending.ratio().isEmpty()) {
      return ending.result() == Ending.Result.HARMFUL
          ? Optional.of(new Lesson.Result.Broken(ending.why()))
          : Optional.empty();
    }
    double cost = 1 / (ending.ratio().getAsDouble() * held.getAsDouble());
    return cost > 0 && Double.isFinite(cost)
        ? Optional.of(new Lesson.Result.Measured(cost, ending.noise()))
        : Optional.empty();
  }

  /** How many times better what is in force is than the originals; empty if nobody measured. */
  private OptionalDouble gainOfHeld() {
    List<Optional<DaemonStatus.Gain>> gains =
        force.holdings.kept().stream().map(Memory.Kept::gain).toList();
    return gains.stream().allMatch(Optional::isPresent)
        ? OptionalDouble.of(
            gains.stream()
                .mapToDouble(gain -> gain.orElseThrow().ratio())
                .reduce(1, (a, b) -> a * b))
        : OptionalDouble.empty();
  }

  /** Another goal is another workload: what is good for one need not be for the other. */
  private static String goal(DaemonConfig config) {
    Source source = config.goal().source();
    if (source instanceof Source.Exec exec) {
      return "exec " + String.join(" ", exec.words());
    }
    if (source instanceof Source.Prometheus prometheus) {
      return "prometheus " + prometheus.url() + " " + prometheus.metric();
    }
    return source instanceof Source.File file ? "file " + file.path() : "pressure";
  }
}
