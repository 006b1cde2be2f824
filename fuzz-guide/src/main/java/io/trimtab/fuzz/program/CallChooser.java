package io.trimtab.fuzz.program;

import io.trimtab.fuzz.model.Call;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Says which call comes next: all in which one way of making programs differs from another. */
public interface CallChooser {
  /**
   * Chooses a call.
   *
   * @param before the calls of the program so far, the last one last
   * @param after the call that the chosen one is put in front of; empty at the end
   */
  Call next(List<Invocation> before, Optional<Call> after, RandomGenerator random);

  /** Any of some calls, each as likely. */
  static CallChooser uniform(CallSet calls) {
    return (before, after, random) -> calls.any(random);
  }
}
