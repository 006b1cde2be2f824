package io.trimtab.fuzz.loop;

import io.trimtab.fuzz.exec.Coverage;
import io.trimtab.fuzz.program.Program;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Programs that came by something new when they were run for another reason, until somebody tries
 * them out. Few wait at a time: there are always more. Safe for several threads.
 */
final class Chances {
  private static final int MOST = 64;

  /**
   * A program that waits.
   *
   * @param promised what it came by and none that waits before it
   */
  record Chance(Program program, Coverage promised) {}

  private final Deque<Chance> waiting = new ArrayDeque<>();
  private Coverage promised = Coverage.NONE;

  /**
   * Has a program wait, unless others that do have shown all of it: the same is run several times
   * to find out about relations.
   *
   * @param fresh what was new
   */
  synchronized void add(Program program, Coverage fresh) {
    Coverage more = fresh.minus(promised);
    if (!more.isEmpty() && waiting.size() < MOST) {
      waiting.addLast(new Chance(program, more));
      promised = promised.union(more);
    }
  }

  /** The one that has waited longest, which then waits no more. */
  synchronized Optional<Chance> take() {
    Optional<Chance> first = Optional.ofNullable(waiting.pollFirst());
    first.ifPresent(chance -> promised = promised.minus(chance.promised()));
    return first;
  }
}
