package io.trimtab.fuzz.relation;

import io.trimtab.fuzz.exec.Coverage;
import io.trimtab.fuzz.model.Call;
import io.trimtab.fuzz.program.Arg;
import io.trimtab.fuzz.program.Args;
import io.trimtab.fuzz.program.Invocation;
import io.trimtab.fuzz.program.Program;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * A state machine that stands in for a kernel where only the learner is tested: some calls change
 * one piece of state, others go another way if it was changed. Which ones is known, so what was
 * learned can be judged. Noise can be added: places that runs reach by chance.
 */
final class SimulatedKernel implements SignalSource {
  private final Map<String, List<String>> influences = new HashMap<>();
  private final double noise;
  private final SplittableRandom random;
  private int executions;

  SimulatedKernel(double noise, long seed) {
    this.noise = noise;
    random = new SplittableRandom(seed);
  }

  /** One call changes what another one does. */
  SimulatedKernel influence(String from, String to) {
    influences.computeIfAbsent(from, key -> new ArrayList<>()).add(to);
    return this;
  }

  int executions() {
    return executions;
  }

  @Override
  public List<Coverage> run(Program program) {
    executions++;
    Set<String> state = new HashSet<>();
    List<Coverage> signals = new ArrayList<>();
    for (Invocation invocation : program.invocations()) {
      Call call = invocation.call();
      LongStream.Builder signal = LongStream.builder();
      signal.add(place(call.name()));
      for (var entry : influences.entrySet()) {
        if (entry.getValue().contains(call.name())) {
          boolean isChanged = state.contains(entry.getKey());
          signal.add(place(call.name() + (isChanged ? "+" : "-") + entry.getKey()));
        }
      }
      boolean[] takesResult = {false};
      Args.visit(
          invocation.args(),
          arg -> takesResult[0] |= arg instanceof Arg.ResultArg result && result.isReference());
      signal.add(place(call.name() + (takesResult[0] ? " fed" : " unfed")));
      if (random.nextDouble() < noise) {
        signal.add(1_000_000L + random.nextInt(50));
      }
      state.add(call.name());
      signals.add(Coverage.of(signal.build().toArray()));
    }
    return signals;
  }

  private static long place(String what) {
    return what.hashCode() & 0xffffffffL;
  }
}
