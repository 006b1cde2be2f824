package io.trimtab.features.prefetch;

/**
 * The pages that have been asked for and not been used yet, oldest first, and what became of the
 * others: the figures that everything is judged by. Of one process; used by one thread; allocates
 * nothing after its making.
 */
public final class AskedPages {
  private static final long GONE = -1;

  private final PageMap places;
  private final long[] pages;
  private final boolean[] arrived;
  private final boolean[] touched;
  private final long[] touchedAt;

  /** Pages that were found in memory; such a one may be asked for again. */
  private final boolean[] there;

  /** Pages that have been asked for more than once. */
  private final boolean[] again;

  private final int capacity;
  private int head;
  private int tail;
  private int unused;

  private long fetched;
  private long used;
  private long late;
  private long wasted;
  private long needless;
  private long needlessAtFirst;
  private long dropped;
  private long missed;

  /**
   * @param capacity the most pages that may be on the way or unused; what is older counts as wasted
   */
  public AskedPages(int capacity) {
    int size = Integer.highestOneBit(Math.max(16, capacity)) * 4;
    this.capacity = capacity;
    this.places = new PageMap(size);
    this.pages = new long[size];
    this.arrived = new boolean[size];
    this.touched = new boolean[size];
    this.touchedAt = new long[size];
    this.there = new boolean[size];
    this.again = new boolean[size];
  }

  /**
   * Notes that a page is asked for.
   *
   * @return false if it has been asked for already, and was not in memory then: it may have left
   *     memory since
   */
  public boolean ask(long page) {
    int known = places.get(page);
    if (known != PageMap.NONE) {
      if (there[known]) {
        there[known] = false;
        again[known] = true;
        unused++;
        return true;
      }
      return false;
    }
    while (unused >= capacity || next(head) == tail) {
      expireOldest();
    }
    pages[head] = page;
    arrived[head] = false;
    touched[head] = false;
    there[head] = false;
    again[head] = false;
    places.put(page, head);
    head = next(head);
    unused++;
    return true;
  }

  private int next(int place) {
    return (place + 1) & (pages.length - 1);
  }

  private void expireOldest() {
    if (tail == head) {
      return;
    }
    if (pages[tail] != GONE) {
      places.remove(pages[tail]);
      if (!there[tail]) {
        unused--;
      }
      if (arrived[tail]) {
        wasted++;
      }
    }
    tail = next(tail);
  }

  /**
   * The page was brought in: it had been swapped out.
   *
   * @param at when the kernel was told; when that is heard of, it may have been touched since
   */
  public void fetched(long page, long at) {
    fetched++;
    int place = places.get(page);
    if (place == PageMap.NONE) {
      return;
    }
    if (touched[place]) {
      used++;
      if (touchedAt[place] < at) {
        late++;
      }
      take(page);
    } else {
      arrived[place] = true;
    }
  }

  /**
   * The page was there, or there is none: asking for it did nothing.
   *
   * @param at when it was looked at
   */
  public void needless(long page, long at) {
    needless++;
    miss(page, at);
    int place = places.get(page);
    if (place != PageMap.NONE && !again[place]) {
      needlessAtFirst++;
    }
    if (place == PageMap.NONE || touched[place]) {
      take(page);
    } else if (!there[place]) {
      there[place] = true;
      unused--;
    }
  }

  /** The page was not asked for after all: it would have been too late, or was refused. */
  public void dropped(long page) {
    dropped++;
    miss(page, Long.MAX_VALUE);
    take(page);
  }

  private void miss(long page, long at) {
    int place = places.get(page);
    if (place != PageMap.NONE && touched[place] && touchedAt[place] < at) {
      missed++;
    }
  }

  /**
   * Notes that a page was touched. Whether one that is still on the way comes of this asking shows
   * later.
   *
   * @param at when, by the clock that the other times are told by
   * @return whether it had been asked for
   */
  public boolean use(long page, long at) {
    int place = places.get(page);
    if (place == PageMap.NONE) {
      return false;
    }
    if (there[place]) {
      take(page);
      return false;
    }
    if (arrived[place]) {
      used++;
      take(page);
    } else if (!touched[place]) {
      touched[place] = true;
      touchedAt[place] = at;
    }
    return true;
  }

  private void take(long page) {
    int place = places.get(page);
    if (place != PageMap.NONE) {
      places.remove(page);
      pages[place] = GONE;
      if (!there[place]) {
        unused--;
      }
    }
    while (tail != head && pages[tail] == GONE) {
      tail = next(tail);
    }
  }

  /** Pages asked for and not used yet. */
  public int unused() {
    return unused;
  }

  /** Pages that were brought in. */
  public long fetched() {
    return fetched;
  }

  /** Of those, pages that were then touched. */
  public long used() {
    return used;
  }

  /** Of the used ones, those that were touched before the kernel had been told. */
  public long late() {
    return late;
  }

  /** Pages that were brought in and not touched while it mattered. */
  public long wasted() {
    return wasted;
  }

  public long needless() {
    return needless;
  }

  /** Of those, pages that had not been asked for before: the others were known to be there. */
  public long needlessAtFirst() {
    return needlessAtFirst;
  }

  public long dropped() {
    return dropped;
  }

  /** Of the needless and the dropped ones, those that were touched before their turn came. */
  public long missed() {
    return missed;
  }
}
