package io.trimtab.fuzz.syzlang;

import io.trimtab.fuzz.FuzzException;
import io.trimtab.fuzz.model.Position;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is wrong with descriptions, in the order in which it was found. */
public final class Diagnostics {
  /** As many as anyone reads; the rest is counted. */
  private static final int MOST = 100;

  private static final int SHOWN = 5;

  private final List<String> errors = new ArrayList<>();
  private final Map<String, String> unsupported = new LinkedHashMap<>();
  private int count;

  void error(Position at, String message) {
    count++;
    if (errors.size() < MOST) {
      errors.add(at + ": " + message);
    }
  }

  /** A declaration that lacks a constant on this architecture. */
  void unsupported(String what, String constant) {
    unsupported.putIfAbsent(what, constant);
  }

  boolean isFull() {
    return count >= MOST;
  }

  /** Errors, one line each: {@code file:line:column: what and what to do}. */
  public List<String> errors() {
    return List.copyOf(errors);
  }

  /** Calls, structs and resources that lack a constant, and which: {@code call foo -> FOO}. */
  public Map<String, String> unsupported() {
    return Map.copyOf(unsupported);
  }

  /**
   * Goes on only if nothing is wrong.
   *
   * @throws FuzzException with the first errors, one on each line
   */
  public void check() {
    if (count == 0) {
      return;
    }
    String shown = String.join("\n", errors.subList(0, Math.min(SHOWN, errors.size())));
    throw FuzzException.invalid(
        count > SHOWN ? shown + "\n… and " + (count - SHOWN) + " more errors" : shown);
  }
}
