package io.trimtab.daemon.loop;

import io.trimtab.actuators.transaction.Configuration;
import io.trimtab.daemon.control.DaemonStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the daemon remembers over restarts: what trials came to, for each class of workload; what is
 * committed for it; which tunables were given up to somebody else; whether it is frozen. Bounded:
 * the oldest goes.
 */
final class Memory {
  private static final int MOST_CLASSES = 32;
  private static final int MOST_TRIED = 512;
  private static final int MOST_DOUBLINGS = 6;
  private static final int MOST_GIVEN_UP = 256;

  /**
   * A configuration that is kept for a class of workload.
   *
   * @param originals what was there before
   * @param origin which model proposed it; empty if an administrator asked for it
   * @param gain what it bought, if that was measured
   * @param decision the ID of the decision to keep it
   * @param transaction of the journal, 0 while it is not in force
   */
  record Kept(
      Map<String, String> values,
      Map<String, String> originals,
      String origin,
      Optional<DaemonStatus.Gain> gain,
      Instant since,
      String decision,
      long transaction) {
    Kept {
      values = Map.copyOf(values);
      originals = Map.copyOf(originals);
    }

    boolean isAskedFor() {
      return origin.isEmpty();
    }

    /** Whether a tunable of it is one of these. */
    boolean isAbout(Set<String> tunables) {
      return values.keySet().stream().anyMatch(tunables::contains);
    }

    Kept with(String newDecision, long newTransaction) {
      return new Kept(values, originals, origin, gain, since, newDecision, newTransaction);
    }
  }

  private final Map<String, Map<String, Tried>> tried = new LinkedHashMap<>();
  private final Map<String, List<Kept>> kept = new LinkedHashMap<>();
  private final Map<String, DaemonStatus.GivenUp> givenUp = new LinkedHashMap<>();
  private Optional<Instant> frozenUntil = Optional.empty();
  private boolean isChanged;

  /** A trial is over. */
  void remember(
      String workload,
      Configuration configuration,
      String origin,
      Ending.Result result,
      double ratio,
      Instant now) {
    Map<String, Tried> ofClass = tried.computeIfAbsent(workload, name -> new LinkedHashMap<>());
    Map<String, String> values = texts(configuration);
    String key = Tried.key(values);
    Tried before = ofClass.remove(key);
    int times = before != null && before.result() == result ? before.times() + 1 : 1;
    long pause = first(result).toMillis() << Math.min(times - 1, MOST_DOUBLINGS);
    ofClass.put(key, new Tried(values, origin, result, ratio, times, now.toEpochMilli() + pause));
    bound(ofClass, MOST_TRIED);
    bound(tried, MOST_CLASSES);
    isChanged = true;
  }

  private static Duration first(Ending.Result result) {
    return switch (result) {
      case BETTER -> Duration.ofMinutes(10);
      case NO_DIFFERENCE -> Duration.ofDays(7);
      case WORSE, HARMFUL -> Duration.ofDays(30);
      case ABANDONED -> Duration.ofMinutes(10);
    };
  }

  /** What trials of a class came to. */
  List<Tried> tried(String workload) {
    return List.copyOf(tried.getOrDefault(workload, Map.of()).values());
  }

  /** Keys of the configurations that are not to be tried now. */
  Set<String> closed(String workload, Instant now) {
    return tried(workload).stream()
        .filter(each -> each.untilMillis() > now.toEpochMilli())
        .map(Tried::key)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** What is kept for a class, oldest first. */
  List<Kept> kept(String workload) {
    return List.copyOf(kept.getOrDefault(workload, List.of()));
  }

  /** Replaces what is kept for a class. */
  void keep(String workload, List<Kept> all) {
    if (all.isEmpty()) {
      kept.remove(workload);
    } else {
      kept.put(workload, new ArrayList<>(all));
    }
    bound(kept, MOST_CLASSES);
    isChanged = true;
  }

  /** Forgets some of what is kept for a class. */
  void drop(String workload, List<Kept> some) {
    List<Map<String, String>> values = some.stream().map(Kept::values).toList();
    keep(workload, kept(workload).stream().filter(k -> !values.contains(k.values())).toList());
  }

  /** Forgets what is kept with a tunable, for every class. */
  void dropKept(String tunable) {
    kept.values().forEach(all -> all.removeIf(each -> each.values().containsKey(tunable)));
    kept.values().removeIf(List::isEmpty);
    isChanged = true;
  }

  /** No transaction is in force any more. */
  void noneInForce() {
    kept.values().forEach(all -> all.replaceAll(each -> each.with(each.decision(), 0)));
    isChanged = true;
  }

  Map<String, List<Kept>> allKept() {
    return Map.copyOf(kept);
  }

  void giveUp(DaemonStatus.GivenUp what) {
    givenUp.put(what.tunable(), what);
    bound(givenUp, MOST_GIVEN_UP);
    isChanged = true;
  }

  /** Whether it had been given up. */
  boolean takeBack(String tunable) {
    boolean was = givenUp.remove(tunable) != null;
    isChanged |= was;
    return was;
  }

  Optional<DaemonStatus.GivenUp> givenUp(String tunable) {
    return Optional.ofNullable(givenUp.get(tunable));
  }

  Collection<DaemonStatus.GivenUp> allGivenUp() {
    return List.copyOf(givenUp.values());
  }

  /** Until when nothing is tried; {@link Instant#MAX} for until told. */
  Optional<Instant> frozenUntil() {
    return frozenUntil;
  }

  void freeze(Optional<Instant> until) {
    frozenUntil = until;
    isChanged = true;
  }

  /** Whether something changed since the last call. */
  boolean takeChanged() {
    boolean was = isChanged;
    isChanged = false;
    return was;
  }

  Map<String, Map<String, Tried>> allTried() {
    return Map.copyOf(tried);
  }

  /** For reading back. */
  void put(String workload, Tried one) {
    tried.computeIfAbsent(workload, name -> new LinkedHashMap<>()).put(one.key(), one);
  }

  static Map<String, String> texts(Configuration configuration) {
    Map<String, String> texts = new LinkedHashMap<>();
    configuration.values().forEach((name, value) -> texts.put(name, value.text()));
    return texts;
  }

  private static <K, V> void bound(Map<K, V> map, int most) {
    while (map.size() > most) {
      map.remove(map.keySet().iterator().next());
    }
  }
}
