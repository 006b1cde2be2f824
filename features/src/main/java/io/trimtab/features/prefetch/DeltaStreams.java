package io.trimtab.features.prefetch;

/** Walks whose next steps follow from their last ones: sequences, strides, rows of a matrix. */
final class DeltaStreams extends Streams {
  private static final int STREAMS = 24;

  /** Pages that are this near to a walk belong to it. */
  private static final long NEAR = 1024;

  /** Where more were skipped than this, the walk has changed. */
  private static final int FEW_SKIPPED = 4;

  private final Contexts contexts = new Contexts();

  /** Of a walk that has ended, while another one begins in its place. */
  private final Edge left = new Edge();

  DeltaStreams(long[] needs) {
    super(STREAMS, needs);
  }

  @Override
  protected int place(long page, long at, int thread, int instruction) {
    int best = -1;
    long nearest = NEAR + 1;
    int same = -1;
    for (int i = 0; i < streams.length; i++) {
      Stream stream = streams[i];
      if (stream.last == 0) {
        continue;
      }
      long distance = Math.abs(page - stream.last);
      // A walk of the same instruction is the likelier one.
      if (stream.instruction == instruction && stream.thread == thread) {
        distance /= 4;
        if (instruction != 0 && (same < 0 || stream.lastAt > streams[same].lastAt)) {
          same = i;
        }
      }
      if (distance < nearest) {
        nearest = distance;
        best = i;
      }
    }
    long leap = same < 0 ? 0 : page - streams[same].last;
    if (best < 0 && leap != 0 && isKnown(streams[same], leap)) {
      best = same;
    }
    if (best < 0) {
      int taken = oldest();
      forgetFuture(taken);
      Stream begun = streams[taken];
      left.clear();
      if (same >= 0) {
        left.copy(streams[same].edge);
        left.turn(streams[same].last, streams[same].history);
      }
      begun.begin(page, at, thread, instruction);
      begun.leap = leap;
      begun.edge.copy(left);
      begun.ahead.clear();
      begun.tail = page;
      return taken;
    }
    Stream stream = streams[best];
    forgetFuture(best);
    long delta = page - stream.last;
    noteTurn(stream, delta);
    if (delta != 0 && delta == (int) delta) {
      contexts.learn(stream.history, (int) delta);
      stream.history.add((int) delta);
    }
    stream.last = page;
    stream.ahead.copy(stream.history);
    stream.tail = page;
    return best;
  }

  private static void noteTurn(Stream stream, long delta) {
    if (Math.abs(delta) > NEAR) {
      stream.edge.turn(stream.last, stream.history);
    }
  }

  /** Whether a step so far is one that the walk has made before: another walk's start is not. */
  private boolean isKnown(Stream stream, long leap) {
    return leap == stream.leap || leap == contexts.predict(stream.history);
  }

  @Override
  protected void follow(int number, long page, int steps) {
    Stream stream = streams[number];
    long delta = page - stream.last;
    noteTurn(stream, delta);
    if (delta == (int) delta) {
      contexts.learn(stream.history, (int) delta);
    }
    if (steps > FEW_SKIPPED || delta != (int) delta) {
      // That is no longer the walk that was foretold.
      forgetFuture(number);
      stream.history.add((int) delta);
    } else if (steps == 1) {
      stream.history.add((int) delta);
    } else {
      // Some pages on the way were there: the steps between are as they were foretold.
      long at = stream.last;
      for (int i = 0; i < steps && at != page; i++) {
        int step = contexts.predict(stream.history);
        if (step == 0) {
          break;
        }
        stream.history.add(step);
        at += step;
      }
    }
    stream.last = page;
    if (stream.length() == 0) {
      stream.ahead.copy(stream.history);
      stream.tail = page;
    }
  }

  @Override
  protected void extend(int number, int depth) {
    Stream stream = streams[number];
    while (stream.length() < depth) {
      int delta = contexts.predict(stream.ahead);
      long page = stream.tail + delta;
      if (delta == 0 || page <= 0 || stream.edge.isBefore(page, stream.last, delta)) {
        return;
      }
      stream.ahead.add(delta);
      expect(number, page);
    }
  }
}
