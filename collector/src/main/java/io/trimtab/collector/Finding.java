package io.trimtab.collector;

/**
 * One fact about the host, and what to do when it is missing.
 *
 * @param name a word for it
 * @param isOk whether it is as Trimtab would like it
 * @param detail what was found
 * @param fix how to get it; empty when nothing is missing
 */
public record Finding(String name, boolean isOk, String detail, String fix) {
  public static Finding ok(String name, String detail) {
    return new Finding(name, true, detail, "");
  }

  public static Finding missing(String name, String detail, String fix) {
    return new Finding(name, false, detail, fix);
  }
}
