package io.trimtab.tuner.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** What all reports begin with: they need nothing else, load nothing, and look alike. */
public final class PageHead {
  /** The browser is told to load and run nothing, whatever the page may hold. */
  static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'";

  private PageHead() {}

  /**
   * Writes the head element.
   *
   * @param generator which program has made it
   * @param styles style sheets beyond the common one
   */
  public static void write(Html html, String title, String generator, String... styles) {
    html.open("head").empty("meta", "charset", "utf-8");
    html.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
    html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.empty("meta", "name", "color-scheme", "content", "light dark");
    html.empty("meta", "name", "generator", "content", generator);
    html.element("title", title);
    html.open("style").line().trusted(styleSheet());
    for (String style : styles) {
      html.trusted(style);
    }
    html.close().close().line();
  }

  private static String styleSheet() {
    try (InputStream in =
        Objects.requireNonNull(PageHead.class.getResourceAsStream("report.css"), "report.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
