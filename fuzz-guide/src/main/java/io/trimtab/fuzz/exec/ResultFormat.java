package io.trimtab.fuzz.exec;

import io.trimtab.fuzz.FuzzException;
import java.util.ArrayList;
import java.util.List;

/**
 * The format of results on the line from the executor, whose {@code result.c} writes it; numbers
 * are those of {@link WireWriter}.
 *
 * <pre>
 * result = end calls { state errno value cut places { place } }
 * </pre>
 *
 * <p>A place is the distance from the one before, negative ones folded in between the positive ones
 * (zigzag); the first is the distance from 0. They are in the order in which the call came by.
 */
public final class ResultFormat {
  private static final int PLACES = 1 << 20;

  private ResultFormat() {}

  /**
   * Reads a result.
   *
   * @param calls how many calls the program has
   * @throws FuzzException if it is none
   */
  public static ExecResult decode(byte[] bytes, int calls) {
    WireReader from = new WireReader(bytes);
    ExecResult.End end = ends(from);
    List<CallResult> results = new ArrayList<>();
    for (int left = from.number("the number of results", calls); left > 0; left--) {
      results.add(call(from));
    }
    from.end();
    while (results.size() < calls) {
      results.add(CallResult.NOT_RUN);
    }
    return new ExecResult(results, end);
  }

  private static ExecResult.End ends(WireReader from) {
    ExecResult.End[] all = ExecResult.End.values();
    return all[from.number("the end of a program", all.length - 1)];
  }

  private static CallResult call(WireReader from) {
    CallResult.State[] states = CallResult.State.values();
    CallResult.State state = states[from.number("the state of a call", states.length - 1)];
    int errno = from.number("an error's number", Short.MAX_VALUE);
    long value = from.number("a returned value");
    boolean isCut = from.number("whether coverage is cut", 1) == 1;
    return new CallResult(state, errno, value, coverage(from), isCut);
  }

  private static Coverage coverage(WireReader from) {
    // A place takes a byte at least, so a wrong count asks for no memory that is not there.
    int count = from.number("the number of places", Math.min(PLACES, from.left()));
    long[] places = new long[count];
    long place = 0;
    for (int i = 0; i < count; i++) {
      long folded = from.number("a place");
      place += (folded >>> 1) ^ -(folded & 1);
      places[i] = place;
    }
    return Coverage.of(places);
  }
}
