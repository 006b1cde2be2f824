package io.trimtab.fuzz.guide;

import io.trimtab.fuzz.model.Call;
import io.trimtab.fuzz.program.CallSet;
import io.trimtab.fuzz.program.Invocation;
import io.trimtab.fuzz.program.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What syzkaller does: for each pair of calls a static priority, from what both have to do with,
 * and a dynamic one, from how often the one comes before the other in the corpus. One call of the
 * program is drawn, and the next one by that call's row.
 */
public final class ChoiceTableGuide implements Guide {
  /** How often a call is drawn that the table has no say in: one in so many. */
  private static final int UNIFORM = 20;

  private static final double TAKEN = 1.5;
  private static final double DIAGONAL = 0.75;
  private static final double LOWEST = 10;
  private static final double HIGHEST = 1000;

  private record User(int call, TypeUses.Use use) {}

  private final CallSet calls;
  private final List<Map<String, TypeUses.Use>> uses = new ArrayList<>();
  private final Map<String, List<User>> users = new HashMap<>();
  private final Map<Integer, double[]> staticRows = new HashMap<>();
  private final Map<Integer, Map<Integer, Integer>> pairs = new HashMap<>();

  public ChoiceTableGuide(CallSet calls) {
    this.calls = calls;
    for (int i = 0; i < calls.calls().size(); i++) {
      Map<String, TypeUses.Use> own = TypeUses.of(calls.calls().get(i));
      uses.add(own);
      for (var entry : own.entrySet()) {
        users
            .computeIfAbsent(entry.getKey(), key -> new ArrayList<>())
            .add(new User(i, entry.getValue()));
      }
    }
  }

  @Override
  public String name() {
    return "choice-table";
  }

  @Override
  public Choice choose(List<Invocation> before, Optional<Call> after, RandomGenerator random) {
    return new Choice(draw(before, random), before, 0);
  }

  private Call draw(List<Invocation> before, RandomGenerator random) {
    if (before.isEmpty() || random.nextInt(UNIFORM) == 0) {
      return calls.any(random);
    }
    int bias = calls.indexOf(before.get(random.nextInt(before.size())).call());
    return bias < 0 ? calls.any(random) : calls.calls().get(Draw.from(row(bias), random));
  }

  @Override
  public int seed(SeedWeights seeds, RandomGenerator random) {
    return seeds.draw(random);
  }

  /** The rows of all calls so far together, for the one that decides is drawn among them. */
  @Override
  public double[] weights(List<Invocation> before, Optional<Call> after) {
    int count = calls.calls().size();
    double[] weights = new double[count];
    int known = 0;
    for (Invocation invocation : before) {
      int bias = calls.indexOf(invocation.call());
      if (bias < 0) {
        continue;
      }
      known++;
      double[] row = row(bias);
      double sum = Arrays.stream(row).sum();
      for (int i = 0; i < count; i++) {
        weights[i] += row[i] / sum;
      }
    }
    for (int i = 0; i < count; i++) {
      weights[i] =
          known == 0 ? 1 : weights[i] / known * (UNIFORM - 1) / UNIFORM + 1.0 / UNIFORM / count;
    }
    return weights;
  }

  @Override
  public void learn(Program program) {
    List<Call> sequence = program.calls();
    for (int i = 0; i < sequence.size(); i++) {
      int from = calls.indexOf(sequence.get(i));
      for (int j = i + 1; from >= 0 && j < sequence.size(); j++) {
        int to = calls.indexOf(sequence.get(j));
        if (to >= 0) {
          pairs.computeIfAbsent(from, key -> new HashMap<>()).merge(to, 1, Integer::sum);
        }
      }
    }
  }

  private double[] row(int call) {
    double[] row = staticRows.computeIfAbsent(call, this::staticRow).clone();
    Map<Integer, Integer> counts = pairs.getOrDefault(call, Map.of());
    double[] dynamic = new double[row.length];
    counts.forEach((to, count) -> dynamic[to] = 2 * Math.sqrt(count));
    normalise(dynamic);
    for (int i = 0; i < row.length; i++) {
      row[i] += dynamic[i];
    }
    return row;
  }

  private double[] staticRow(int call) {
    double[] row = new double[calls.calls().size()];
    for (var entry : uses.get(call).entrySet()) {
      TypeUses.Use own = entry.getValue();
      for (User user : users.getOrDefault(entry.getKey(), List.of())) {
        row[user.call()] += own.all() * user.use().in() * TAKEN + own.all() * user.use().all();
      }
    }
    row[call] = 0;
    row[call] = DIAGONAL * Arrays.stream(row).max().orElse(0);
    normalise(row);
    return row;
  }

  /** To a range, so that neither part drowns the other and nothing is impossible. */
  private static void normalise(double[] row) {
    double most = Arrays.stream(row).max().orElse(0);
    for (int i = 0; i < row.length; i++) {
      row[i] = most == 0 ? LOWEST : LOWEST + row[i] / most * (HIGHEST - LOWEST);
    }
  }
}
