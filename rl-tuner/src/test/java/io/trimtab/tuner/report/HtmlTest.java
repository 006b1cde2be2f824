package io.trimtab.tuner.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class HtmlTest {
  @Test
  void escapesMarkup() {
    assertEquals("&lt;b a=&quot;x&quot;&gt;&amp;amp;&#39;", Html.escape("<b a=\"x\">&amp;'"));
  }

  @Test
  void replacesWhatXmlCannotHold() {
    assertEquals("a\ufffdb\ufffdc\ufffd", Html.escape("a\u0000b\ud800c\uffff"));
    assertEquals("\ufffd[31mred", Html.escape("\u001b[31mred"));
  }

  @Test
  void replacesWhatReordersText() {
    assertEquals("a\ufffdb\ufffd", Html.escape("a\u202eb\u2066"));
  }

  @Test
  void keepsLinesTabsAndOtherScripts() {
    assertEquals("a\n\tß 漢 😀", Html.escape("a\n\tß 漢 😀"));
  }

  @Test
  void nestsAndEscapesAttributes() {
    String html =
        new Html().open("p", "title", "\"x\"").element("b", "<").empty("br").close().toString();
    assertEquals("<p title=\"&quot;x&quot;\"><b>&lt;</b><br/></p>", html);
  }

  @Test
  void noticesAnElementLeftOpen() {
    assertThrows(IllegalStateException.class, () -> new Html().open("p").toString());
  }
}
