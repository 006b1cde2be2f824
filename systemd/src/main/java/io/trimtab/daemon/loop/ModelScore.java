package io.trimtab.daemon.loop;

/** Whether a model's proposals are any good. One that turns out poor is not asked any more. */
final class ModelScore {
  private static final int ENOUGH = 4;

  private int judged;
  private int harmful;

  /** A proposal of the model's was tried. */
  void judged(Ending.Result result) {
    switch (result) {
      case BETTER, NO_DIFFERENCE -> judged++;
      case WORSE, HARMFUL -> {
        judged++;
        harmful++;
      }
      case ABANDONED -> {}
    }
  }

  /** Whether more than half of what it proposed did harm. */
  boolean isPoor() {
    return judged >= ENOUGH && 2 * harmful > judged;
  }

  String text() {
    return harmful + " of " + judged + " of its proposals did harm";
  }
}
