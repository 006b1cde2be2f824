package io.trimtab.features.classify;

import io.trimtab.features.FeaturesException;
import io.trimtab.features.forest.CompiledForest;
import io.trimtab.features.forest.ForestCodec;
import io.trimtab.features.inference.Model;
import io.trimtab.features.model.Manifest;
import io.trimtab.features.model.ModelFile;
import io.trimtab.features.registry.FeatureSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Recognises what a host is doing, or that it does not know: a forest whose trees vote for a class,
 * and the vector's novelty. As a model its scores are the votes' shares in the order of the
 * classes, and then the novelty. It keeps no state; see {@link Smoother}.
 */
public final class Classifier implements Model {
  /** What {@link Manifest#kind()} says of it. */
  public static final String KIND = "workload-classifier";

  private static final String FOREST = "forest";
  private static final String NOVELTY = "novelty";

  private final String name;
  private final Manifest manifest;
  private final FeatureSchema schema;
  private final CompiledForest forest;
  private final Novelty novelty;

  /**
   * @param name for messages
   */
  public Classifier(String name, Manifest manifest, CompiledForest forest, Novelty novelty) {
    this.name = name;
    this.manifest = manifest;
    this.schema = new FeatureSchema(manifest.features());
    this.forest = forest;
    this.novelty = novelty;
  }

  /**
   * Makes one of a file's content.
   *
   * @param who the file, for messages
   * @param schema the features of this build
   * @throws FeaturesException if it is another kind of model, or was made for other features
   */
  public static Classifier of(ModelFile file, String who, FeatureSchema schema) {
    Manifest manifest = file.manifest();
    if (!manifest.kind().equals(KIND)) {
      throw new FeaturesException(who + " is no workload classifier but a " + manifest.kind());
    }
    schema.requireSame(new FeatureSchema(manifest.features()), who);
    CompiledForest forest =
        ForestCodec.decode(file.part(FOREST, who), who, schema, manifest.classes().size());
    Novelty novelty =
        Novelty.decode(file.part(NOVELTY, who), schema.size(), forest.substitutes(), who);
    return new Classifier(who, manifest, forest, novelty);
  }

  /** What goes into a file. */
  public ModelFile file() {
    Map<String, byte[]> parts = new LinkedHashMap<>();
    parts.put(FOREST, ForestCodec.encode(forest));
    parts.put(NOVELTY, novelty.encode());
    return new ModelFile(manifest, parts);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public FeatureSchema schema() {
    return schema;
  }

  @Override
  public int outputs() {
    return forest.outputs() + 1;
  }

  public Manifest manifest() {
    return manifest;
  }

  public CompiledForest forest() {
    return forest;
  }

  public List<String> classes() {
    return manifest.classes();
  }

  @Override
  public void score(double[] vectors, int count, double[] scores) {
    int votes = forest.outputs();
    // From the last to the first: the forest's scores are narrower, and move apart in place.
    forest.score(vectors, count, scores);
    for (int vector = count - 1; vector >= 0; vector--) {
      System.arraycopy(scores, vector * votes, scores, vector * (votes + 1), votes);
      scores[vector * (votes + 1) + votes] = novelty.of(vectors, vector * schema.size());
    }
  }

  /**
   * What one vector's scores mean.
   *
   * @param at where they start
   */
  public Decision decide(double[] scores, int at) {
    return opinion(scores, at).decide(manifest.domain());
  }

  private Opinion opinion(double[] scores, int at) {
    return Opinion.of(classes(), scores, at, scores[at + forest.outputs()]);
  }

  /** What the trees say of one vector, whatever the thresholds. */
  public Opinion opinion(double[] vector) {
    double[] scores = new double[outputs()];
    score(vector, 1, scores);
    return opinion(scores, 0);
  }

  /** Scores one vector and decides. */
  public Decision classify(double[] vector) {
    return opinion(vector).decide(manifest.domain());
  }
}
