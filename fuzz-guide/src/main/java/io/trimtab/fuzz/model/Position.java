package io.trimtab.fuzz.model;

/**
 * Where something stands in a text.
 *
 * @param file its name, as messages show it
 * @param line 1 for the first
 * @param column 1 for the first, in characters
 */
public record Position(String file, int line, int column) {
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
