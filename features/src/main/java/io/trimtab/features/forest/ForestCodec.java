package io.trimtab.features.forest;

import io.trimtab.features.FeaturesException;
import io.trimtab.features.registry.FeatureSchema;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * Forests as bytes, big-endian: the form, the number of trees, the arrays with their lengths. What
 * is read is checked before it is believed: no number of it leads out of an array, or round in a
 * circle.
 */
public final class ForestCodec {
  private static final byte FULL = 0;
  private static final byte QUANTISED = 1;
  private static final int MOST_TREES = 10_000;
  private static final int MOST_NODES = 1 << 22;

  private ForestCodec() {}

  /** A forest's bytes. */
  public static byte[] encode(CompiledForest forest) {
    return forest instanceof Forest full ? encode(full) : encode((QuantisedForest) forest);
  }

  private static byte[] encode(Forest forest) {
    double[] thresholds = forest.thresholdArray();
    long[] links = forest.linkArray();
    int[] roots = forest.rootArray();
    double[] substitutes = forest.substitutes();
    ByteBuffer out =
        ByteBuffer.allocate(1 + 8 + links.length * 16 + roots.length * 4 + substitutes.length * 8);
    out.put(FULL).putInt(roots.length).putInt(links.length);
    for (double substitute : substitutes) {
      out.putDouble(substitute);
    }
    for (int root : roots) {
      out.putInt(root);
    }
    for (int node = 0; node < links.length; node++) {
      out.putDouble(thresholds[node]).putLong(links[node]);
    }
    return out.array();
  }

  private static byte[] encode(QuantisedForest forest) {
    float[] thresholds = forest.thresholdArray();
    char[] places = forest.placeArray();
    char[] roots = forest.rootArray();
    double[] substitutes = forest.substitutes();
    ByteBuffer out =
        ByteBuffer.allocate(
            1
                + 12
                + 8 * substitutes.length
                + 5 * thresholds.length
                + 2 * roots.length
                + 6 * places.length);
    out.put(QUANTISED).putInt(roots.length).putInt(places.length).putInt(thresholds.length);
    for (double substitute : substitutes) {
      out.putDouble(substitute);
    }
    for (char root : roots) {
      out.putChar(root);
    }
    for (float threshold : thresholds) {
      out.putFloat(threshold);
    }
    for (byte feature : forest.featureArray()) {
      out.put(feature);
    }
    for (char place : places) {
      out.putChar(place);
    }
    for (char child : forest.childArray()) {
      out.putChar(child);
    }
    return out.array();
  }

  /**
   * Reads a forest.
   *
   * @param name for messages
   * @throws FeaturesException if the bytes are no forest over these features and classes
   */
  public static CompiledForest decode(
      byte[] bytes, String name, FeatureSchema schema, int outputs) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      byte form = in.get();
      int trees = count(in, MOST_TREES, name, "trees");
      CompiledForest forest =
          switch (form) {
            case FULL -> full(in, trees, name, schema, outputs);
            case QUANTISED -> quantised(in, trees, name, schema, outputs);
            default -> throw new FeaturesException(name + ": no form of a forest is " + form);
          };
      if (in.hasRemaining()) {
        throw new FeaturesException(name + ": " + in.remaining() + " bytes after the forest");
      }
      return forest;
    } catch (BufferUnderflowException e) {
      throw new FeaturesException(name + ": the forest is cut off", e);
    }
  }

  private static Forest full(
      ByteBuffer in, int trees, String name, FeatureSchema schema, int outputs) {
    int size = count(in, MOST_NODES, name, "nodes");
    double[] substitutes = doubles(in, schema.size());
    int[] roots = new int[trees];
    for (int i = 0; i < trees; i++) {
      roots[i] = in.getInt();
      require(roots[i] >= 0 && roots[i] < size, name, "root", roots[i]);
    }
    require(in.remaining() >= 16L * size, name, "number of nodes", size);
    double[] thresholds = new double[size];
    long[] links = new long[size];
    for (int node = 0; node < size; node++) {
      thresholds[node] = in.getDouble() + 0.0;
      links[node] = in.getLong();
    }
    for (int node = size - 1; node >= 0; node--) {
      long link = links[node];
      int left = Forest.left(link);
      boolean isLeaf = left == node;
      boolean isSplit = left > node && left < size - 1;
      boolean isInRange =
          Forest.feature(link) < schema.size()
              && Forest.output(link) >= 0
              && Forest.output(link) < outputs;
      require((isLeaf || isSplit) && isInRange, name, "node", node);
      require(!isLeaf || thresholds[node] == Double.POSITIVE_INFINITY, name, "leaf", node);
    }
    return new Forest(name, schema, outputs, substitutes, thresholds, links, roots);
  }

  private static QuantisedForest quantised(
      ByteBuffer in, int trees, String name, FeatureSchema schema, int outputs) {
    int size = count(in, QuantisedForest.MOST_NODES, name, "nodes");
    int bins = count(in, QuantisedForest.MOST_NODES, name, "thresholds");
    require(size >= outputs, name, "number of nodes", size);
    double[] substitutes = doubles(in, schema.size());
    char[] roots = chars(in, trees);
    float[] thresholds = new float[bins];
    for (int i = 0; i < bins; i++) {
      thresholds[i] = in.getFloat();
    }
    require(thresholds[0] == Float.POSITIVE_INFINITY, name, "threshold", 0);
    byte[] features = new byte[bins];
    for (int i = 0; i < bins; i++) {
      features[i] = in.get();
      require((features[i] & 0xff) < schema.size(), name, "feature", features[i] & 0xff);
    }
    char[] places = chars(in, size);
    char[] children = chars(in, 2 * size);
    for (int i = 0; i < trees; i++) {
      require(roots[i] < size, name, "root", roots[i]);
    }
    for (int node = 0; node < size; node++) {
      boolean isLeaf = node < outputs;
      require(places[node] < bins && (!isLeaf || places[node] == 0), name, "node", node);
      for (int side = 0; side < 2; side++) {
        char child = children[2 * node + side];
        boolean isRight =
            isLeaf ? child == node : child < size && (child > node || child < outputs);
        require(isRight, name, "node", node);
      }
    }
    return QuantisedArrays.build(
        name, schema, outputs, substitutes, thresholds, features, places, children, roots);
  }

  private static int count(ByteBuffer in, int most, String name, String what) {
    int count = in.getInt();
    require(count >= 1 && count <= most, name, "number of " + what, count);
    return count;
  }

  private static double[] doubles(ByteBuffer in, int count) {
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = in.getDouble();
    }
    return numbers;
  }

  private static char[] chars(ByteBuffer in, int count) {
    char[] numbers = new char[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = in.getChar();
    }
    return numbers;
  }

  private static void require(boolean isRight, String name, String what, int number) {
    if (!isRight) {
      throw new FeaturesException(name + ": the forest's " + what + " cannot be " + number);
    }
  }
}
