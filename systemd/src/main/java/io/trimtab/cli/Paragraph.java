package io.trimtab.cli;

import java.io.PrintWriter;

/** Running text in lines of at most 80 columns. */
final class Paragraph {
  private static final int WIDTH = 80;

  private Paragraph() {}

  static void print(String text, String indent, PrintWriter out) {
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ")) {
      if (!line.isEmpty() && indent.length() + line.length() + 1 + word.length() > WIDTH) {
        out.println(indent + line);
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    out.println(indent + line);
  }
}
