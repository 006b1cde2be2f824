package io.trimtab.features.prefetch;

/**
 * Where walks with a step turned, at the farthest: the end of an array, a matrix's last row. The
 * next one will hardly go further, and what lies beyond is not worth asking for until one does. It
 * tells where a walk ends whose length says nothing, as where some of its pages were in memory.
 */
final class Edge {
  /** So many equal steps are a walk. */
  private static final int LONG_ENOUGH = 8;

  /** 0: there is none. */
  private long page;

  private int step;

  void clear() {
    page = 0;
  }

  void copy(Edge other) {
    page = other.page;
    step = other.step;
  }

  /**
   * A walk has ended.
   *
   * @param last its last page
   * @param steps its latest
   */
  void turn(long last, Contexts.History steps) {
    if (steps.run() < LONG_ENOUGH) {
      return;
    }
    boolean isFarther = step > 0 ? last > page : last < page;
    if (page == 0 || step != steps.latest() || isFarther) {
      page = last;
      step = steps.latest();
    }
  }

  /**
   * Whether it lies between a walk and a page.
   *
   * @param at where the walk is: beyond the edge there is none
   * @param by the step that leads to the page
   */
  boolean isBefore(long wanted, long at, int by) {
    if (page == 0 || by != step) {
      return false;
    }
    // The next row or column ends a little later, but by less than a step.
    return step > 0 ? at <= page && wanted >= page + step : at >= page && wanted <= page + step;
  }
}
