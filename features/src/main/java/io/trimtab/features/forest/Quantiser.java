package io.trimtab.features.forest;

import io.trimtab.features.FeaturesException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/** Turns a {@link Forest} into a {@link QuantisedForest}. */
final class Quantiser {
  private final Forest forest;
  private final int bins;
  private final long[] links;
  private final List<Float> thresholds = new ArrayList<>();
  private final List<Byte> features = new ArrayList<>();

  /** Where each feature's thresholds begin; those of the next one are the end. */
  private final int[] begins;

  Quantiser(Forest forest, int bins) {
    this.forest = forest;
    this.bins = bins;
    this.links = forest.linkArray();
    this.begins = new int[forest.schema().size() + 1];
  }

  QuantisedForest quantise() {
    if (begins.length - 1 > QuantisedForest.MOST_FEATURES) {
      throw new FeaturesException(
          forest.name() + ": too many features for the quantised form, " + (begins.length - 1));
    }
    collectThresholds();
    int[] number = numberNodes();
    int size = Arrays.stream(number).max().orElse(0) + 1;
    if (size > QuantisedForest.MOST_NODES || thresholds.size() > QuantisedForest.MOST_NODES) {
      throw new FeaturesException(
          forest.name() + ": " + size + " nodes are too many for the quantised form");
    }
    int[] places = new int[size];
    int[] children = new int[2 * size];
    for (int i = 0; i < forest.outputs(); i++) {
      children[2 * i] = i;
      children[2 * i + 1] = i;
    }
    for (int node = 0; node < forest.nodes(); node++) {
      long link = links[node];
      if (!isLeaf(node)) {
        places[number[node]] = place(Forest.feature(link), threshold(node));
        children[2 * number[node]] = number[Forest.left(link)];
        children[2 * number[node] + 1] = number[Forest.left(link) + 1];
      }
    }
    int[] roots = Arrays.stream(forest.rootArray()).map(root -> number[root]).toArray();
    return QuantisedArrays.build(
        forest.name(),
        forest.schema(),
        forest.outputs(),
        forest.substitutes(),
        floats(),
        bytes(),
        QuantisedArrays.chars(places),
        QuantisedArrays.chars(children),
        QuantisedArrays.chars(roots));
  }

  private boolean isLeaf(int node) {
    return Forest.left(links[node]) == node;
  }

  private double threshold(int node) {
    return forest.thresholdArray()[node];
  }

  private void collectThresholds() {
    thresholds.add(Float.POSITIVE_INFINITY);
    features.add((byte) 0);
    for (int feature = 0; feature < begins.length - 1; feature++) {
      begins[feature] = thresholds.size();
      for (float threshold : chosen(sorted(feature))) {
        thresholds.add(threshold);
        features.add((byte) feature);
      }
    }
    begins[begins.length - 1] = thresholds.size();
  }

  private double[] sorted(int feature) {
    DoubleStream.Builder all = DoubleStream.builder();
    for (int node = 0; node < forest.nodes(); node++) {
      if (!isLeaf(node) && Forest.feature(links[node]) == feature) {
        all.add(threshold(node));
      }
    }
    return all.build().sorted().toArray();
  }

  /** All of them if they are few; else the medians of parts of the same size. */
  private float[] chosen(double[] sorted) {
    double[] distinct = Arrays.stream(sorted).distinct().toArray();
    double[] left = distinct;
    if (distinct.length > bins) {
      left = new double[bins];
      for (int bin = 0; bin < bins; bin++) {
        left[bin] = sorted[(int) ((bin + 0.5) * sorted.length / bins)];
      }
      left = Arrays.stream(left).distinct().toArray();
    }
    float[] chosen = new float[left.length];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = (float) left[i] + 0.0f;
    }
    return chosen;
  }

  /** The place of the nearest threshold that is left of a feature. */
  private int place(int feature, double threshold) {
    int nearest = begins[feature];
    for (int place = nearest + 1; place < begins[feature + 1]; place++) {
      if (Math.abs(thresholds.get(place) - threshold)
          < Math.abs(thresholds.get(nearest) - threshold)) {
        nearest = place;
      }
    }
    return nearest;
  }

  /** Classes first, then splits in the order that they have. */
  private int[] numberNodes() {
    int[] number = new int[forest.nodes()];
    int next = forest.outputs();
    for (int node = 0; node < number.length; node++) {
      number[node] = isLeaf(node) ? Forest.output(links[node]) : next++;
    }
    return number;
  }

  private float[] floats() {
    float[] array = new float[thresholds.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = thresholds.get(i);
    }
    return array;
  }

  private byte[] bytes() {
    byte[] array = new byte[features.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = features.get(i);
    }
    return array;
  }
}
