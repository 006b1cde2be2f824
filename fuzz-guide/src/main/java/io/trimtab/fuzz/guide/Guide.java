package io.trimtab.fuzz.guide;

import io.trimtab.fuzz.model.Call;
import io.trimtab.fuzz.program.CallChooser;
import io.trimtab.fuzz.program.Invocation;
import io.trimtab.fuzz.program.Program;
import java.util.List;
import java.util.Optional;

/**
 * Chooses the next call of programs, and learns from those that were worth keeping. All guides work
 * with the same generator and mutators, so what one gains over another is its choice alone.
 */
public interface Guide extends CallChooser {
  String name();

  /**
   * How likely each call is to come next, in proportion.
   *
   * @param before what the program has so far
   * @param after the call that the next one is put in front of; empty at the end
   * @return one number for each call of its set, in that order; not all of them 0
   */
  double[] weights(List<Invocation> before, Optional<Call> after);

  /** A program that was worth keeping, cut down to what matters. */
  void learn(Program program);

  /** Whether a program with the last call that this chose gave something new. */
  default void reward(boolean isNew) {}
}
