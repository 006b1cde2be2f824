package io.trimtab.fuzz.corpus;

import io.trimtab.fuzz.model.Call;
import io.trimtab.fuzz.model.Descriptions;
import io.trimtab.fuzz.program.Program;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is in a corpus.
 *
 * @param programs that could be read
 * @param unreadable those that could not, by key, and why
 * @param used how many programs have each call, the most used first
 * @param neverUsed calls that are described and in no program
 * @param lengths calls of each program
 * @param byLength how many programs have so many calls
 * @param nearDuplicates groups of keys
 * @param skew of coverage, where that is given
 */
public record CorpusAudit(
    int programs,
    Map<String, String> unreadable,
    List<Map.Entry<String, Long>> used,
    List<String> neverUsed,
    Spread lengths,
    Map<Integer, Long> byLength,
    List<List<String>> nearDuplicates,
    Optional<Skew> skew) {
  /** Overlap from which programs count as nearly the same. */
  public static final double LIKENESS = 0.9;

  /**
   * How unevenly a corpus covers code.
   *
   * @param withCoverage programs whose coverage is given
   * @param addresses that they reach together
   * @param programsPerAddress how many programs reach each
   * @param once addresses that one program alone reaches
   * @param redundant programs all of whose addresses two others reach at least
   */
  public record Skew(
      int withCoverage, int addresses, Spread programsPerAddress, long once, long redundant) {}

  /**
   * Audits a corpus.
   *
   * @param coverage addresses by key; empty if it is not known
   */
  public static CorpusAudit of(
      CorpusPrograms corpus, Descriptions descriptions, Map<String, Set<Long>> coverage) {
    Map<String, Long> used = new HashMap<>();
    Map<Integer, Long> byLength = new TreeMap<>();
    List<Long> lengths = new ArrayList<>();
    for (Program program : corpus.programs().values()) {
      Set<Call> calls = new HashSet<>(program.calls());
      calls.forEach(call -> used.merge(call.name(), 1L, Long::sum));
      byLength.merge(program.size(), 1L, Long::sum);
      lengths.add((long) program.size());
    }
    List<String> neverUsed =
        descriptions.calls().stream()
            .filter(call -> !call.isDisabled() && !used.containsKey(call.name()))
            .map(Call::name)
            .sorted()
            .toList();
    List<Map.Entry<String, Long>> ordered =
        used.entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .toList();
    return new CorpusAudit(
        corpus.programs().size(),
        corpus.unreadable(),
        ordered,
        neverUsed,
        Spread.of(lengths),
        byLength,
        NearDuplicates.of(corpus.programs(), LIKENESS),
        coverage.isEmpty() ? Optional.empty() : Optional.of(skew(corpus, coverage)));
  }

  private static Skew skew(CorpusPrograms corpus, Map<String, Set<Long>> coverage) {
    Map<Long, Long> counts = new HashMap<>();
    List<Set<Long>> known = new ArrayList<>();
    for (String key : corpus.programs().keySet()) {
      Set<Long> addresses = coverage.getOrDefault(key, Set.of());
      if (!addresses.isEmpty()) {
        known.add(addresses);
        addresses.forEach(address -> counts.merge(address, 1L, Long::sum));
      }
    }
    long once = counts.values().stream().filter(count -> count == 1).count();
    long redundant =
        known.stream()
            .filter(
                addresses -> addresses.stream().allMatch(pc -> counts.getOrDefault(pc, 0L) >= 3))
            .count();
    return new Skew(known.size(), counts.size(), Spread.of(counts.values()), once, redundant);
  }
}
