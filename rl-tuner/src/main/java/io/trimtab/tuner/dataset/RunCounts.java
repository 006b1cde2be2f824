package io.trimtab.tuner.dataset;

import io.trimtab.collector.record.Recording;
import io.trimtab.collector.record.Tick;
import io.trimtab.collector.schema.Schema;
import io.trimtab.features.classify.RunLabel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many runs of each label a recording has already: maximal stretches of ticks with the same
 * label.
 */
public final class RunCounts {
  private final int atLeast;
  private final Map<RunLabel, Integer> whole = new LinkedHashMap<>();
  private String label = "";
  private int ticks;

  /**
   * @param atLeast how many ticks a whole run has
   */
  RunCounts(int atLeast) {
    this.atLeast = atLeast;
  }

  /**
   * How many whole runs of each label a file has; none if there is no file.
   *
   * @param atLeast how many ticks a whole run has
   * @throws io.trimtab.collector.CollectorException if it is no recording
   */
  public static Map<RunLabel, Integer> in(Path file, Schema schema, int atLeast) {
    RunCounts runs = new RunCounts(atLeast);
    if (Files.exists(file)) {
      try (Recording recording = Recording.open(file, schema)) {
        recording.replay((tick, sample) -> runs.add(tick));
      }
    }
    return runs.done();
  }

  void add(Tick tick) {
    if (!tick.label().equals(label)) {
      end();
      label = tick.label();
    }
    ticks++;
  }

  Map<RunLabel, Integer> done() {
    end();
    return whole;
  }

  private void end() {
    if (ticks >= atLeast) {
      RunLabel.parse(label).ifPresent(name -> whole.merge(name, 1, Integer::sum));
    }
    ticks = 0;
  }
}
