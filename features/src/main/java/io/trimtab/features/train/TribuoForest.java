package io.trimtab.features.train;

import io.trimtab.features.FeaturesException;
import io.trimtab.features.forest.Forest;
import io.trimtab.features.forest.TreeNode;
import io.trimtab.features.registry.FeatureSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.dtree.impurity.GiniIndex;
import org.tribuo.classification.ensemble.VotingCombiner;
import org.tribuo.common.tree.LeafNode;
import org.tribuo.common.tree.Node;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.common.tree.SplitNode;
import org.tribuo.common.tree.TreeModel;
import org.tribuo.ensemble.WeightedEnsembleModel;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * A random forest (Breiman, "Random Forests", Machine Learning 2001) as Tribuo grows it: trees of
 * bootstrap samples, of which each has a vote. The same data and seed give the same trees.
 */
public final class TribuoForest {
  /** Tells of each tree otherwise. Kept here, for loggers that nobody keeps forget their level. */
  private static final Logger TRIBUO = Logger.getLogger("org.tribuo");

  static {
    TRIBUO.setLevel(Level.WARNING);
  }

  private final FeatureSchema schema;
  private final int[] places;
  private final String[] names;
  private final WeightedEnsembleModel<Label> model;
  private final List<String> classes;

  private TribuoForest(
      FeatureSchema schema, int[] places, String[] names, WeightedEnsembleModel<Label> model) {
    this.schema = schema;
    this.places = places;
    this.names = names;
    this.model = model;
    List<String> ordered = new ArrayList<>();
    for (int id = 0; id < model.getOutputIDInfo().size(); id++) {
      ordered.add(model.getOutputIDInfo().getOutput(id).getLabel());
    }
    this.classes = List.copyOf(ordered);
  }

  /** Grows one. Classes that no vector has are left out of it. */
  public static TribuoForest grow(TrainingSet set, ForestSettings settings) {
    FeatureSchema schema = set.schema();
    int[] places =
        IntStream.range(0, schema.size())
            .filter(place -> !settings.ignored().contains(schema.names().get(place)))
            .toArray();
    String[] names = new String[places.length];
    for (int i = 0; i < places.length; i++) {
      names[i] = schema.names().get(places[i]);
    }
    Bins bins = new Bins(set.all());
    LabelFactory labels = new LabelFactory();
    MutableDataset<Label> data =
        new MutableDataset<>(new SimpleDataSourceProvenance("trimtab", labels), labels);
    for (int i = 0; i < set.size(); i++) {
      Label label = new Label(set.classes().get(set.label(i)));
      Example<Label> example =
          new ArrayExample<>(label, names, picked(bins.of(set.vector(i)), 0, places));
      example.setWeight(set.weight(i));
      data.add(example);
    }
    CARTClassificationTrainer tree =
        new CARTClassificationTrainer(
            settings.depth(),
            settings.leafWeight(),
            0,
            settings.featureShare(),
            settings.randomThresholds(),
            new GiniIndex(),
            settings.seed());
    RandomForestTrainer<Label> trainer =
        new RandomForestTrainer<>(tree, new VotingCombiner(), settings.trees(), settings.seed());
    Model<Label> grown = trainer.train(data);
    if (grown instanceof WeightedEnsembleModel<Label> forest) {
      return new TribuoForest(schema, places, names, forest);
    }
    throw new FeaturesException("training gave no forest but a " + grown.getClass().getName());
  }

  private static double[] picked(double[] vectors, int at, int[] places) {
    double[] picked = new double[places.length];
    for (int i = 0; i < picked.length; i++) {
      picked[i] = vectors[at + places[i]];
    }
    return picked;
  }

  /** The classes in the order of a compiled forest's scores. */
  public List<String> classes() {
    return classes;
  }

  /**
   * Compiles it.
   *
   * @param name for messages
   * @param substitutes what features that are not finite count as
   */
  public Forest compile(String name, double[] substitutes) {
    int[] placeOf = new int[model.getFeatureIDMap().size()];
    for (int i = 0; i < names.length; i++) {
      int id = model.getFeatureIDMap().getID(names[i]);
      if (id >= 0) {
        placeOf[id] = places[i];
      }
    }
    List<TreeNode> trees = new ArrayList<>();
    for (Model<Label> each : model.getModels()) {
      trees.add(node(((TreeModel<Label>) each).getRoot(), placeOf));
    }
    return Forest.compile(name, schema, classes.size(), substitutes, trees);
  }

  private TreeNode node(Node<Label> node, int[] placeOf) {
    if (node instanceof SplitNode<Label> split) {
      return new TreeNode.Split(
          placeOf[split.getFeatureID()],
          split.splitValue(),
          node(split.getLessThanOrEqual(), placeOf),
          node(split.getGreaterThan(), placeOf));
    }
    if (node instanceof LeafNode<Label> leaf) {
      return new TreeNode.Leaf(classes.indexOf(leaf.getOutput().getLabel()));
    }
    throw new FeaturesException("a tree has a node of type " + node.getClass().getName());
  }

  /** A vector as {@link #predict} takes it, which is made ready once. */
  public Example<Label> example(double[] vectors, int at) {
    return new ArrayExample<>(LabelFactory.UNKNOWN_LABEL, names, picked(vectors, at, places));
  }

  /** What Tribuo itself says, with the shares of votes in it. */
  public Prediction<Label> predict(Example<Label> example) {
    return model.predict(example);
  }
}
