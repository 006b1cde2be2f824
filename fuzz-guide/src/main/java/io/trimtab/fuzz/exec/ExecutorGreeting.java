package io.trimtab.fuzz.exec;

import io.trimtab.fuzz.FuzzException;

/**
 * What an executor says when it takes programs.
 *
 * @param hasCoverage whether its kernel reports coverage
 */
public record ExecutorGreeting(boolean hasCoverage) {
  private static final int VERSION = 1;

  /**
   * Reads a greeting.
   *
   * @throws FuzzException if it speaks another version of the line's language
   */
  public static ExecutorGreeting check(byte[] bytes) {
    WireReader from = new WireReader(bytes);
    long version = from.number("the version");
    boolean hasCoverage = from.number("whether there is coverage", 1) == 1;
    boolean isSame =
        version == VERSION
            && from.number("calls") == Limits.CALLS
            && from.number("slots") == Limits.SLOTS
            && from.number("where data are") == DataArea.BASE
            && from.number("the size of data") == DataArea.SIZE;
    if (!isSame) {
      throw FuzzException.failed("the executor and this program are of different versions");
    }
    return new ExecutorGreeting(hasCoverage);
  }
}
