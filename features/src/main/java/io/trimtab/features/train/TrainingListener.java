package io.trimtab.features.train;

/** Hears how training gets on, from any thread. */
public interface TrainingListener {
  /**
   * So many forests are to grow.
   *
   * @param forests all of them
   */
  void begin(int forests);

  /**
   * One has grown.
   *
   * @param what it was for
   */
  void step(String what);

  /** Nobody listens. */
  static TrainingListener none() {
    return new TrainingListener() {
      @Override
      public void begin(int forests) {}

      @Override
      public void step(String what) {}
    };
  }
}
