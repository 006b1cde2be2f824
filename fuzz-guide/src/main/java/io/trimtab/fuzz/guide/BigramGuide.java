package io.trimtab.fuzz.guide;

import io.trimtab.fuzz.model.Call;
import io.trimtab.fuzz.program.CallSet;
import io.trimtab.fuzz.program.Invocation;
import io.trimtab.fuzz.program.Program;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** How often a call followed the last one; where that was never seen, how often it came at all. */
public final class BigramGuide implements Guide {
  private static final double BACK_OFF = 0.1;
  private static final double UNSEEN = 1e-3;

  private final CallSet calls;
  private final double[] counts;
  private final Map<Integer, Map<Integer, Integer>> follows = new HashMap<>();
  private double total;

  public BigramGuide(CallSet calls) {
    this.calls = calls;
    counts = new double[calls.calls().size()];
  }

  @Override
  public String name() {
    return "bigram";
  }

  @Override
  public Choice choose(List<Invocation> before, Optional<Call> after, RandomGenerator random) {
    Call call = calls.calls().get(Draw.from(weights(before, after), random));
    return new Choice(call, before, 0);
  }

  @Override
  public double[] weights(List<Invocation> before, Optional<Call> after) {
    double[] weights = new double[counts.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = BACK_OFF * (counts[i] + UNSEEN) / (total + 1);
    }
    if (!before.isEmpty()) {
      int last = calls.indexOf(before.get(before.size() - 1).call());
      Map<Integer, Integer> next = follows.getOrDefault(last, Map.of());
      double sum = next.values().stream().mapToInt(Integer::intValue).sum();
      next.forEach((call, count) -> weights[call] += count / sum);
    }
    return weights;
  }

  @Override
  public void learn(Program program) {
    int last = -1;
    for (Call call : program.calls()) {
      int index = calls.indexOf(call);
      if (index >= 0) {
        counts[index]++;
        total++;
        if (last >= 0) {
          follows.computeIfAbsent(last, key -> new HashMap<>()).merge(index, 1, Integer::sum);
        }
      }
      last = index;
    }
  }
}
