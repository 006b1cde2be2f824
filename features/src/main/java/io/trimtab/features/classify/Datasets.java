package io.trimtab.features.classify;

import io.trimtab.features.FeaturesException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Data sets in files: recordings, or vectors as compressed text. */
public final class Datasets {
  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;

  private Datasets() {}

  /**
   * Reads files, which need to be of the same features.
   *
   * @throws FeaturesException if one is missing, or no data set
   * @throws io.trimtab.collector.CollectorException if a recording cannot be read
   */
  public static Dataset read(List<Path> files) {
    return files.stream()
        .map(Datasets::read)
        .reduce(Dataset::and)
        .orElseThrow(() -> new FeaturesException("no file to read runs from"));
  }

  private static Dataset read(Path file) {
    if (!isCompressed(file)) {
      return RecordedRuns.read(file);
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return DatasetCsv.read(in, file.toString());
    } catch (IOException e) {
      throw new FeaturesException(file + ": the vectors cannot be read: " + e.getMessage(), e);
    }
  }

  private static boolean isCompressed(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.read() == GZIP_FIRST && in.read() == GZIP_SECOND;
    } catch (IOException e) {
      return false; // Whoever reads it as a recording says what is wrong.
    }
  }

  /**
   * Writes a data set as compressed text.
   *
   * @throws FeaturesException if it cannot be written
   */
  public static void write(Dataset dataset, Path file) {
    try (OutputStream out = Files.newOutputStream(file)) {
      DatasetCsv.write(dataset, out);
    } catch (IOException e) {
      throw new FeaturesException(file + ": the vectors cannot be written: " + e.getMessage(), e);
    }
  }
}
