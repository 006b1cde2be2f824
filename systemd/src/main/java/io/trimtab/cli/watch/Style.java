package io.trimtab.cli.watch;

/** What a cell of a frame looks like on a terminal with colours: its own 16, in its own theme. */
enum Style {
  PLAIN(""),
  STRONG("1"),
  FAINT("90"),
  TREND("36"),
  USER("32"),
  SYSTEM("94"),
  WAIT("33"),
  STEAL("35"),
  SOME("33"),
  FULL("31");

  private final String code;

  Style(String code) {
    this.code = code;
  }

  /** The escape sequence that begins it, whatever was before. */
  String begin() {
    return code.isEmpty() ? "\u001b[0m" : "\u001b[0;" + code + "m";
  }
}
