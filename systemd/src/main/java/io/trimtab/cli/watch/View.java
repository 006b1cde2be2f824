package io.trimtab.cli.watch;

import java.time.ZoneId;
import java.util.Map;

/**
 * All that a frame is made of.
 *
 * @param history the samples
 * @param title which machine it is, in a few words
 * @param absent the metrics that cannot be told here, each with the reason
 * @param zone in which the time of day is shown
 */
public record View(
    History history, Glyphs glyphs, String title, Map<String, String> absent, ZoneId zone) {
  public View {
    absent = Map.copyOf(absent);
  }
}
