package io.trimtab.features.readahead;

import io.trimtab.features.FeaturesException;
import io.trimtab.features.forest.CompiledForest;
import io.trimtab.features.forest.ForestCodec;
import io.trimtab.features.inference.Model;
import io.trimtab.features.model.Manifest;
import io.trimtab.features.model.ModelFile;
import io.trimtab.features.model.ModelStore;
import io.trimtab.features.registry.FeatureSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A forest that tells the ways apart in which a device's files are read. */
public final class PatternModel implements Model {
  /** What {@link Manifest#kind()} says of it. */
  public static final String KIND = "access-pattern";

  private static final String FOREST = "forest";
  private static final String SHIPPED = "pattern.model";

  private final String name;
  private final Manifest manifest;
  private final CompiledForest forest;
  private final List<AccessPattern> patterns;

  /**
   * @param name for messages
   * @param forest whose scores are in the order of the manifest's classes
   * @throws FeaturesException if a class is no pattern, or the features are not those of this build
   */
  public PatternModel(String name, Manifest manifest, CompiledForest forest) {
    AccessFeatures.schema().requireSame(new FeatureSchema(manifest.features()), name);
    this.name = name;
    this.manifest = manifest;
    this.forest = forest;
    this.patterns =
        manifest.classes().stream()
            .map(
                word ->
                    AccessPattern.of(word)
                        .orElseThrow(
                            () ->
                                new FeaturesException(
                                    name + " knows " + word + ", which is no access pattern")))
            .toList();
  }

  /** The model that comes with Trimtab. */
  public static PatternModel shipped() {
    String who = "the shipped model of access patterns";
    try (InputStream in = PatternModel.class.getResourceAsStream(SHIPPED)) {
      if (in == null) {
        throw new FeaturesException(who + " is not in this build");
      }
      return of(ModelStore.read(in, who), who);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a model.
   *
   * @throws FeaturesException if the file is no whole model of this kind, or of other features
   */
  public static PatternModel read(Path file) {
    return of(ModelStore.read(file), file.toString());
  }

  private static PatternModel of(ModelFile file, String who) {
    Manifest manifest = file.manifest();
    if (!manifest.kind().equals(KIND)) {
      throw new FeaturesException(
          who + " tells no access patterns apart; it is a " + manifest.kind());
    }
    CompiledForest forest =
        ForestCodec.decode(
            file.part(FOREST, who),
            who,
            new FeatureSchema(manifest.features()),
            manifest.classes().size());
    return new PatternModel(who, manifest, forest);
  }

  /** What goes into a file. */
  public ModelFile file() {
    return new ModelFile(manifest, Map.of(FOREST, ForestCodec.encode(forest)));
  }

  public Manifest manifest() {
    return manifest;
  }

  /** The patterns that it tells apart, in the order of its scores. */
  public List<AccessPattern> patterns() {
    return patterns;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public FeatureSchema schema() {
    return forest.schema();
  }

  @Override
  public int outputs() {
    return forest.outputs();
  }

  @Override
  public void score(double[] vectors, int count, double[] scores) {
    forest.score(vectors, count, scores);
  }
}
