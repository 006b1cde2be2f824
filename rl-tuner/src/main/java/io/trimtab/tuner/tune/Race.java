package io.trimtab.tuner.tune;

import io.trimtab.actuators.transaction.Configuration;
import io.trimtab.tuner.environment.Environment;
import io.trimtab.tuner.environment.Environment.Candidate;
import io.trimtab.tuner.environment.Run;
import io.trimtab.tuner.measure.Direction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Chooses among the search's best configurations by running them against each other.
 *
 * <p>The search has compared each with the baseline, at another time each. Where they lie close
 * together, or the baseline is the noisiest of all, that does not tell them apart; readings taken
 * in turn do. Each round runs the field forth and back, so that a linear drift cancels, and drops
 * whoever is surely behind the leader; of those that are level in the end the simplest wins
 * (racing: Maron and Moore, "Hoeffding Races", 1994; Birattari et al., "A Racing Algorithm for
 * Configuring Metaheuristics", 2002). It makes no claim: the winner is judged on fresh blocks
 * afterwards.
 */
final class Race {
  private static final int MOST_ROUNDS = 5;
  private static final int LEAST_ROUNDS = 2;

  /** Standard errors behind the leader at which a runner is dropped. */
  private static final double BEHIND = 2;

  /** Standard errors within which a runner counts as level with the leader. */
  private static final double LEVEL = 1;

  private final Environment environment;
  private final TuneListener listener;

  Race(Environment environment, TuneListener listener) {
    this.environment = environment;
    this.listener = listener;
  }

  private static final class Runner implements AutoCloseable {
    final Configuration configuration;
    final Candidate candidate;
    final List<Double> rounds = new ArrayList<>();
    boolean broken;

    Runner(Configuration configuration, Candidate candidate) {
      this.configuration = configuration;
      this.candidate = candidate;
    }

    double mean() {
      return rounds.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    @Override
    public void close() {
      candidate.close();
    }
  }

  /**
   * Runs the race.
   *
   * @param field at least one configuration, the favourite first
   * @return the winner; the favourite when every configuration broke
   */
  Configuration winner(List<Configuration> field, BooleanSupplier timeIsOver)
      throws InterruptedException {
    if (field.size() == 1) {
      return field.get(0);
    }
    listener.phase(TuneListener.Phase.RACE, 2 * MOST_ROUNDS * field.size());
    List<Runner> runners = new ArrayList<>();
    try {
      for (Configuration configuration : field) {
        runners.add(new Runner(configuration, environment.prepare(configuration)));
      }
      List<Runner> running = new ArrayList<>(runners);
      for (int round = 1; round <= MOST_ROUNDS && running.size() > 1; round++) {
        run(running);
        running.removeIf(runner -> runner.broken);
        if (round >= LEAST_ROUNDS) {
          dropBehind(running);
        }
        if (timeIsOver.getAsBoolean()) {
          break;
        }
      }
      return running.isEmpty() ? field.get(0) : simplestAtTheFront(running).configuration;
    } finally {
      runners.forEach(Runner::close);
    }
  }

  private void run(List<Runner> running) throws InterruptedException {
    double[] sums = new double[running.size()];
    for (int i = 0; i < 2 * running.size(); i++) {
      int index = i < running.size() ? i : 2 * running.size() - 1 - i;
      Runner runner = running.get(index);
      if (!runner.broken) {
        Run run = runner.candidate.run();
        if (run instanceof Run.Measured measured) {
          sums[index] += score(measured.value()) / 2;
        } else {
          runner.broken = true;
        }
      }
      listener.step();
    }
    for (int i = 0; i < sums.length; i++) {
      running.get(i).rounds.add(sums[i]);
    }
  }

  private double score(double value) {
    return environment.direction() == Direction.MINIMISE ? -Math.log(value) : Math.log(value);
  }

  private static Runner leader(List<Runner> running) {
    return running.stream().max(Comparator.comparingDouble(Runner::mean)).orElseThrow();
  }

  /** Of those that nothing tells from the leader, the one that changes least. */
  private static Runner simplestAtTheFront(List<Runner> running) {
    Runner leader = leader(running);
    return running.stream()
        .filter(runner -> runner == leader || !isBehind(runner, leader, LEVEL))
        .min(
            Comparator.<Runner>comparingInt(runner -> runner.configuration.values().size())
                .thenComparing(runner -> -runner.mean()))
        .orElseThrow();
  }

  private static void dropBehind(List<Runner> running) {
    if (running.isEmpty()) {
      return;
    }
    Runner leader = leader(running);
    running.removeIf(runner -> runner != leader && isBehind(runner, leader, BEHIND));
  }

  private static boolean isBehind(Runner runner, Runner leader, double errors) {
    int n = runner.rounds.size();
    double[] behind = new double[n];
    double mean = 0;
    for (int i = 0; i < n; i++) {
      behind[i] = leader.rounds.get(i) - runner.rounds.get(i);
      mean += behind[i] / n;
    }
    double squares = 0;
    for (double difference : behind) {
      squares += (difference - mean) * (difference - mean);
    }
    // One round alone has no spread, and tells nobody apart.
    return n > 1 && mean > errors * Math.sqrt(squares / (n - 1) / n);
  }
}
