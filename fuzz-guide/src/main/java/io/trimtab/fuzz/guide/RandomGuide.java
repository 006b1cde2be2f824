package io.trimtab.fuzz.guide;

import io.trimtab.fuzz.model.Call;
import io.trimtab.fuzz.program.CallSet;
import io.trimtab.fuzz.program.Invocation;
import io.trimtab.fuzz.program.Program;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Any call, each as likely: what the others are measured against. */
public final class RandomGuide implements Guide {
  private final CallSet calls;

  public RandomGuide(CallSet calls) {
    this.calls = calls;
  }

  @Override
  public String name() {
    return "random";
  }

  @Override
  public Choice choose(List<Invocation> before, Optional<Call> after, RandomGenerator random) {
    return new Choice(calls.any(random), before, 0);
  }

  @Override
  public double[] weights(List<Invocation> before, Optional<Call> after) {
    double[] weights = new double[calls.calls().size()];
    Arrays.fill(weights, 1);
    return weights;
  }

  @Override
  public void learn(Program program) {
    // Nothing helps it.
  }
}
