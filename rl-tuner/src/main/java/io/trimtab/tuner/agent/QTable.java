package io.trimtab.tuner.agent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A table of the value of each action in each state, 0 at first (Watkins, "Learning from delayed
 * rewards", 1989).
 */
final class QTable<S> {
  private final Map<S, double[]> values = new HashMap<>();
  private final int actions;
  private final double alpha;
  private final double gamma;

  /**
   * Creates a table of zeros.
   *
   * @param actions how many there are in each state, at least 1
   * @param alpha learning rate, 0 to 1
   * @param gamma discount of the future, 0 to 1
   */
  QTable(int actions, double alpha, double gamma) {
    this.actions = actions;
    this.alpha = alpha;
    this.gamma = gamma;
  }

  /** Returns an action's value. */
  double value(S state, int action) {
    return row(state)[action];
  }

  /** Returns the best action of a state, one at random of several: all, where all are zero. */
  int greedy(S state, RandomGenerator random) {
    double[] row = row(state);
    double top = Arrays.stream(row).max().orElse(0);
    List<Integer> best = new ArrayList<>();
    for (int action = 0; action < actions; action++) {
      if (row[action] == top) {
        best.add(action);
      }
    }
    return best.get(random.nextInt(best.size()));
  }

  /** Moves a value towards the reward and what the best action of the next state is worth. */
  void update(S state, int action, double reward, S next) {
    double future = Arrays.stream(row(next)).max().orElse(0);
    double old = value(state, action);
    values.computeIfAbsent(state, s -> new double[actions])[action] =
        old + alpha * (reward + gamma * future - old);
  }

  /** Returns how many states have been acted in. */
  int size() {
    return values.size();
  }

  private double[] row(S state) {
    double[] row = values.get(state);
    return row == null ? new double[actions] : row;
  }
}
