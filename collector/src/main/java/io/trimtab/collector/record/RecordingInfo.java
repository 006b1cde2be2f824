package io.trimtab.collector.record;

import java.util.List;

/**
 * What a recording is about.
 *
 * @param schemaVersion of its metrics' names and meanings
 * @param origin where it comes from
 * @param ticks how many it has
 * @param firstWallNanos when its first tick was; 0 if there is none
 * @param lastWallNanos the same of its last
 * @param labels every label, in alphabetical order
 */
public record RecordingInfo(
    int schemaVersion,
    Origin origin,
    long ticks,
    long firstWallNanos,
    long lastWallNanos,
    List<String> labels) {
  public RecordingInfo {
    labels = List.copyOf(labels);
  }
}
