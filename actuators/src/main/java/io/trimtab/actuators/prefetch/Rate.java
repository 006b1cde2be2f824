package io.trimtab.actuators.prefetch;

import java.util.concurrent.TimeUnit;

/** Lets so many a second pass, and a tenth of a second's at once. Used by one thread. */
final class Rate {
  private final double perNano;
  private final double most;
  private double tokens;
  private long last;

  Rate(long perSecond) {
    perNano = perSecond / (double) TimeUnit.SECONDS.toNanos(1);
    most = perSecond / 10.0;
    tokens = most;
  }

  boolean take(long now) {
    if (last != 0) {
      tokens = Math.min(most, tokens + (now - last) * perNano);
    }
    last = now;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
