package io.trimtab.tuner.report;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes markup, HTML or SVG, that is well-formed XML too. Text and attributes are escaped here and
 * nowhere else: no caller can forget it.
 */
public final class Html {
  private static final char REPLACEMENT = '\uFFFD';

  private final StringBuilder out = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * Opens an element.
   *
   * @param attributes names and values in turn
   */
  public Html open(String tag, String... attributes) {
    start(tag, attributes);
    out.append('>');
    open.push(tag);
    return this;
  }

  /** Closes the innermost open element. */
  public Html close() {
    out.append("</").append(open.pop()).append('>');
    return this;
  }

  /** An element without content, as {@code meta} or {@code line}. */
  public Html empty(String tag, String... attributes) {
    start(tag, attributes);
    out.append("/>");
    return this;
  }

  /** An element that holds only text. */
  public Html element(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close();
  }

  /** Text, escaped. */
  public Html text(String text) {
    out.append(escape(text));
    return this;
  }

  /** Appends markup as it is: only what the program has made or ships. */
  public Html trusted(String markup) {
    out.append(markup);
    return this;
  }

  /** Starts a new line, for those who read the source. */
  public Html line() {
    out.append('\n');
    return this;
  }

  private void start(String tag, String... attributes) {
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      out.append(escape(attributes[i + 1])).append('"');
    }
  }

  @Override
  public String toString() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("not closed: " + open);
    }
    return out.toString();
  }

  /**
   * Escapes text for content and for quoted attributes alike. What XML cannot hold (control
   * characters, lone surrogates) and what reorders the text around it (bidirectional overrides)
   * become the replacement character, so that a copied line is the line that was seen.
   */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(isHarmless(c) ? c : REPLACEMENT);
              }
            });
    return escaped.toString();
  }

  private static boolean isHarmless(int c) {
    boolean control = Character.isISOControl(c) && c != '\n' && c != '\t';
    boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    boolean override = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    return !control && !surrogate && !override && c != 0xFFFE && c != 0xFFFF;
  }
}
