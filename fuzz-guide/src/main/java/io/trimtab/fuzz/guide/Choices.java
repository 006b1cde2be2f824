package io.trimtab.fuzz.guide;

import io.trimtab.fuzz.model.Call;
import io.trimtab.fuzz.program.CallChooser;
import io.trimtab.fuzz.program.Invocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Has a guide choose, and remembers what it chose until it is known how that went. Whoever makes
 * programs has its own: several are made at the same time, and each tells its guide of its own
 * choices.
 */
public final class Choices implements CallChooser {
  private final Guide guide;
  private List<Choice> made = new ArrayList<>();

  public Choices(Guide guide) {
    this.guide = guide;
  }

  @Override
  public Call next(List<Invocation> before, Optional<Call> after, RandomGenerator random) {
    Choice choice = guide.choose(List.copyOf(before), after, random);
    made.add(choice);
    return choice.call();
  }

  /** What was chosen since this was last asked. */
  public List<Choice> take() {
    List<Choice> taken = made;
    made = new ArrayList<>();
    return taken;
  }
}
