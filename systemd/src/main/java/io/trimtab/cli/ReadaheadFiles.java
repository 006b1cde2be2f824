package io.trimtab.cli;

import io.trimtab.features.readahead.PatternModel;
import io.trimtab.tuner.readahead.ReadaheadMap;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the readahead loop goes by: what was trained on this host, or else what came with Trimtab.
 */
final class ReadaheadFiles {
  static final String MODEL = "pattern.model";
  static final String MAP = "readahead.toml";

  private ReadaheadFiles() {}

  static PatternModel model(Path models) {
    Path file = models.resolve(MODEL);
    return Files.exists(file) ? PatternModel.read(file) : PatternModel.shipped();
  }

  static ReadaheadMap map(Path models) {
    Path file = models.resolve(MAP);
    return Files.exists(file) ? ReadaheadMap.read(file) : ReadaheadMap.shipped();
  }
}
