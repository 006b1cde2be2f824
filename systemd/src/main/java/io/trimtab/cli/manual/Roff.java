package io.trimtab.cli.manual;

/** Writes man's markup. Text is escaped here and nowhere else. */
final class Roff {
  private final StringBuilder out = new StringBuilder();

  /**
   * A request, such as {@code .TH}.
   *
   * @param arguments text, which is quoted
   */
  Roff request(String name, String... arguments) {
    out.append('.').append(name);
    for (String argument : arguments) {
      out.append(" \"").append(escape(argument).replace("\"", "\\(dq")).append('"');
    }
    out.append('\n');
    return this;
  }

  /** A line of running text. */
  Roff text(String text) {
    return line(escape(text));
  }

  /** A line in bold. */
  Roff bold(String text) {
    return line("\\fB" + escape(text) + "\\fR");
  }

  /** A line as it is; no line may start as a request by accident. */
  Roff line(String markup) {
    if (markup.startsWith(".") || markup.startsWith("'")) {
      out.append("\\&");
    }
    out.append(markup).append('\n');
    return this;
  }

  /**
   * Escapes text: a backslash is a command's start, and a bare hyphen may be printed as another
   * character that cannot be pasted into a shell.
   */
  static String escape(String text) {
    return text.replace("\\", "\\e").replace("-", "\\-");
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
