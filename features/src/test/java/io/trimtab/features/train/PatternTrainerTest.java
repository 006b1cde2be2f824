package io.trimtab.features.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.features.FeaturesException;
import io.trimtab.features.classify.Dataset;
import io.trimtab.features.classify.Datasets;
import io.trimtab.features.model.ModelStore;
import io.trimtab.features.readahead.AccessPattern;
import io.trimtab.features.readahead.PatternModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the windows that the shipped model was trained on, of real reads of a real disk. */
class PatternTrainerTest {
  private static final long SEED = 1;

  private static final Path SHIPPED =
      Path.of("src/main/resources/io/trimtab/features/readahead/pattern.model");

  @TempDir private Path dir;

  @Test
  void theShippedModelIsTheOneThatItsWindowsGive() throws IOException {
    PatternModel shipped = PatternModel.shipped();
    PatternModel trained = PatternTrainer.train(windows(), SEED, shipped.manifest().created());
    if (Boolean.getBoolean("trimtab.update")) {
      ModelStore.write(SHIPPED, trained.file());
      return;
    }
    assertArrayEquals(shipped.file().encode(), trained.file().encode());
    assertEquals(Set.copyOf(AccessPattern.all()), Set.copyOf(trained.patterns()));
    double f1 = trained.manifest().scores().getOrDefault("f1-other-readahead", 0.0);
    assertTrue(f1 > 0.85, () -> "under a readahead that was not trained on: " + f1);
  }

  @Test
  void aModelIsReadAsItWasWritten() throws IOException {
    Path file = dir.resolve("pattern.model");
    PatternModel shipped = PatternModel.shipped();
    ModelStore.write(file, shipped.file());
    assertArrayEquals(shipped.file().encode(), PatternModel.read(file).file().encode());
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    FeaturesException refusal =
        assertThrows(FeaturesException.class, () -> PatternModel.read(file));
    assertTrue(refusal.getMessage().contains("pattern.model"), refusal.getMessage());
  }

  private Dataset windows() throws IOException {
    Path file = dir.resolve("vectors.csv.gz");
    try (InputStream in = PatternModel.class.getResourceAsStream("vectors.csv.gz")) {
      Files.write(file, in.readAllBytes());
    }
    return Datasets.read(List.of(file));
  }
}
