package io.trimtab.tuner.agent;

/**
 * Steps along a gradient, each coordinate over the root of its recent mean square (Tieleman and
 * Hinton, RMSprop, lecture 6.5, 2012), so that coordinates of little and of much effect move alike.
 */
final class RmsProp {
  private static final double DECAY = 0.9;
  private static final double SMALL = 1e-8;

  private final double eta;
  private final double[] squares;
  private int steps;

  /**
   * Creates an optimiser.
   *
   * @param size coordinates
   * @param eta learning rate, positive
   */
  RmsProp(int size, double eta) {
    this.squares = new double[size];
    this.eta = eta;
  }

  /** Returns how far to move, uphill. The mean starts at 0 and is corrected for that. */
  double[] step(double[] gradient) {
    steps++;
    double[] move = new double[gradient.length];
    for (int i = 0; i < move.length; i++) {
      squares[i] = DECAY * squares[i] + (1 - DECAY) * gradient[i] * gradient[i];
      double mean = squares[i] / (1 - Math.pow(DECAY, steps));
      move[i] = eta * gradient[i] / (Math.sqrt(mean) + SMALL);
    }
    return move;
  }
}
