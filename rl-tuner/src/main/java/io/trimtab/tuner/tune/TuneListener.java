package io.trimtab.tuner.tune;

import io.trimtab.tuner.measure.Judgement;

/** Told how a session goes on, for progress bars and live tables. */
public interface TuneListener {
  /** What a session is doing. */
  enum Phase {
    BASELINE,
    SEARCH,
    RACE,
    VALIDATION
  }

  TuneListener NONE =
      new TuneListener() {
        @Override
        public void phase(Phase phase, int steps) {}

        @Override
        public void step() {}

        @Override
        public void trial(Trial trial, boolean isBest) {}

        @Override
        public void validated(Judgement soFar) {}
      };

  /** A phase begins that has about this many steps. */
  void phase(Phase phase, int steps);

  /** One step of the phase is done. */
  void step();

  /** A trial of the search ended. */
  void trial(Trial trial, boolean isBest);

  /** A block of the winner's re-validation was measured. */
  void validated(Judgement soFar);
}
