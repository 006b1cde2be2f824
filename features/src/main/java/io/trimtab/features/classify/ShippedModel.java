package io.trimtab.features.classify;

import io.trimtab.features.FeaturesException;
import io.trimtab.features.extract.HostFeatures;
import io.trimtab.features.model.ModelStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** The classifier that comes with Trimtab, and others in its place. */
public final class ShippedModel {
  private static final String RESOURCE = "workload.model";
  private static final String NAME = "the shipped model";

  private ShippedModel() {}

  /**
   * Loads it.
   *
   * @throws FeaturesException if it does not fit this build
   */
  public static Classifier load() {
    try (InputStream in = ShippedModel.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new FeaturesException(NAME + " is missing from this build; give one with --model");
      }
      return Classifier.of(ModelStore.read(in, NAME), NAME, HostFeatures.schema());
    } catch (IOException e) {
      throw new FeaturesException(NAME + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Loads another.
   *
   * @throws FeaturesException if it cannot be read, or does not fit this build
   */
  public static Classifier load(Path file) {
    return Classifier.of(ModelStore.read(file), file.toString(), HostFeatures.schema());
  }
}
