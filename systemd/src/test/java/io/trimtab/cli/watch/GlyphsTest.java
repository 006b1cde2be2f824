package io.trimtab.cli.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Map;
import org.junit.jupiter.api.Test;

class GlyphsTest {
  @Test
  void blocksUnlessTheTerminalCannot() {
    assertSame(Glyphs.UNICODE, Glyphs.of(Map.of()));
    assertSame(Glyphs.UNICODE, Glyphs.of(Map.of("LANG", "C.UTF-8", "TERM", "xterm-256color")));
    assertSame(Glyphs.ASCII, Glyphs.of(Map.of("LANG", "de_DE.ISO-8859-1")));
    assertSame(Glyphs.UNICODE, Glyphs.of(Map.of("LANG", "x.latin1", "LC_ALL", "en_GB.utf8")));
    assertSame(Glyphs.ASCII, Glyphs.of(Map.of("TERM", "linux")));
  }

  @Test
  void anythingAboveNothingCanBeSeen() {
    assertEquals(' ', Glyphs.UNICODE.level(0));
    assertEquals('▁', Glyphs.UNICODE.level(1e-9));
    assertEquals('▄', Glyphs.UNICODE.level(0.5));
    assertEquals('█', Glyphs.UNICODE.level(1));
    assertEquals('█', Glyphs.UNICODE.level(7));
    assertEquals('#', Glyphs.ASCII.level(1));
  }
}
