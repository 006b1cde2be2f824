package io.trimtab.fuzz.loop;

import io.trimtab.fuzz.program.Program;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The programs that are kept, and all signal that there has been. Safe for several threads. */
public final class Harvest {
  private final List<Program> programs = new ArrayList<>();
  private final Set<Long> seen = new HashSet<>();

  /** For each call what of its signal is new; nothing is taken over. */
  synchronized List<Set<Long>> fresh(List<Set<Long>> signals) {
    List<Set<Long>> fresh = new ArrayList<>();
    for (Set<Long> signal : signals) {
      Set<Long> left = new HashSet<>(signal);
      left.removeAll(seen);
      fresh.add(left);
    }
    return fresh;
  }

  /** Takes signal over; how much of it was new. */
  synchronized int see(List<Set<Long>> signals) {
    int before = seen.size();
    signals.forEach(seen::addAll);
    return seen.size() - before;
  }

  /** Goes on from what another one had, without running anything. */
  public synchronized void restore(List<Program> kept, Set<Long> places) {
    programs.addAll(kept);
    seen.addAll(places);
  }

  /** All signal that there has been. */
  public synchronized Set<Long> signal() {
    return Set.copyOf(seen);
  }

  synchronized void keep(Program program) {
    programs.add(program);
  }

  /** Programs that are kept, in the order in which they came. */
  public synchronized List<Program> programs() {
    return List.copyOf(programs);
  }

  synchronized int size() {
    return programs.size();
  }

  /** How much signal there has been. */
  public synchronized int places() {
    return seen.size();
  }

  synchronized Program program(int place) {
    return programs.get(place);
  }
}
