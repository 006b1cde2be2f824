package io.trimtab.fuzz.corpus;

import io.trimtab.fuzz.program.Program;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Chooses programs that together cover all that the whole corpus does: each time the one that adds
 * most for its length (the greedy set cover of Chvátal 1979, within ln n of the best). Where
 * coverage is not known, calls, their order and their constants stand for it.
 */
public final class CorpusMinimiser {
  private CorpusMinimiser() {}

  /** A program that waits, with what it would have added when that was last counted. */
  private record Candidate(String key, Program program, Set<?> covers, long gain) {
    double worth() {
      return (double) gain / Math.max(1, program.size());
    }
  }

  /**
   * Chooses programs.
   *
   * @param coverage addresses by key; empty if it is not known. Programs without any stand for
   *     themselves by their features
   * @return keys of those that stay
   */
  public static Set<String> choose(Map<String, Program> programs, Map<String, Set<Long>> coverage) {
    Comparator<Candidate> order =
        Comparator.comparingDouble(Candidate::worth).reversed().thenComparing(Candidate::key);
    PriorityQueue<Candidate> waiting = new PriorityQueue<>(order);
    programs.forEach(
        (key, program) -> {
          Set<Long> addresses = coverage.getOrDefault(key, Set.of());
          Set<?> covers = addresses.isEmpty() ? Features.all(program) : addresses;
          waiting.add(new Candidate(key, program, covers, covers.size()));
        });
    Map<Object, Boolean> covered = new HashMap<>();
    Set<String> chosen = new LinkedHashSet<>();
    while (!waiting.isEmpty()) {
      Candidate best = waiting.poll();
      List<Object> added = new ArrayList<>();
      for (Object item : best.covers()) {
        if (!covered.containsKey(item)) {
          added.add(item);
        }
      }
      if (added.isEmpty()) {
        continue;
      }
      // Gains only shrink, so one that is still the first with its gain of now is the best of all.
      Candidate now = new Candidate(best.key(), best.program(), best.covers(), added.size());
      if (added.size() < best.gain()
          && !waiting.isEmpty()
          && order.compare(now, waiting.peek()) > 0) {
        waiting.add(now);
        continue;
      }
      added.forEach(item -> covered.put(item, true));
      chosen.add(best.key());
    }
    return chosen;
  }
}
