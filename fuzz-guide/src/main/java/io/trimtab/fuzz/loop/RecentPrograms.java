package io.trimtab.fuzz.loop;

import io.trimtab.fuzz.exec.ExecCall;
import io.trimtab.fuzz.exec.ExecProgram;
import io.trimtab.fuzz.program.Program;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What was run of late, so that a program of which only numbers are left can be told in words
 * again. Safe for several threads.
 */
final class RecentPrograms {
  /** A crash tells of 64 programs before it, and some kernels may run at the same time. */
  private static final int MOST = 1024;

  private record Entry(ExecProgram lowered, Program program) {}

  private final Deque<Entry> entries = new ArrayDeque<>();

  synchronized void add(ExecProgram lowered, Program program) {
    entries.addLast(new Entry(lowered, program));
    if (entries.size() > MOST) {
      entries.removeFirst();
    }
  }

  /**
   * The program that some calls are from, with these alone.
   *
   * @param part a program that was run, or what is left of one; its calls are the same objects
   */
  synchronized Optional<Program> of(ExecProgram part) {
    for (Entry entry : (Iterable<Entry>) entries::descendingIterator) {
      List<Integer> places = places(part.calls(), entry.lowered().calls());
      if (places.size() == part.calls().size() && !places.isEmpty()) {
        return Optional.of(entry.program().only(Set.copyOf(places)));
      }
    }
    return Optional.empty();
  }

  @SuppressWarnings("ReferenceEquality") // Equal calls of another program are not meant.
  private static List<Integer> places(List<ExecCall> part, List<ExecCall> whole) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < whole.size() && places.size() < part.size(); i++) {
      if (whole.get(i) == part.get(places.size())) {
        places.add(i);
      }
    }
    return places;
  }
}
