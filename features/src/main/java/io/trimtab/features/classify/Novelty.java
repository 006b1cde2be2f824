package io.trimtab.features.classify;

import io.trimtab.features.FeaturesException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * How far a vector is from everything in training: the distance to the nearest of a number of
 * examples. Features are divided by their spread, and count as much as the forest makes of them:
 * plain distances drown in features that tell nothing. Of the detectors tried on recorded runs
 * (isolation forests, a class of shuffled vectors, proximity in the forest's leaves, one Gaussian a
 * class) none was better at classes that had been left out. It allocates nothing.
 */
public final class Novelty {
  private static final int MOST_EXAMPLES = 1 << 16;

  private final int width;
  private final float[] scales;
  private final float[] examples;
  private final double[] substitutes;

  /**
   * @param scales what each feature is multiplied by; 0 for one that does not count
   * @param examples one after another, multiplied already
   * @param substitutes what a feature that is not finite counts as
   */
  public Novelty(float[] scales, float[] examples, double[] substitutes) {
    this.width = scales.length;
    this.scales = scales.clone();
    this.examples = examples.clone();
    this.substitutes = substitutes.clone();
    if (examples.length == 0 || examples.length % width != 0) {
      throw new FeaturesException("novelty needs whole examples");
    }
  }

  /** How many examples it knows. */
  public int examples() {
    return examples.length / width;
  }

  /**
   * The distance of a vector to the nearest example.
   *
   * @param at where the vector starts
   * @return 0 for an example itself; 1 is as far as one in ten of the training vectors is from all
   *     examples of other programs and intensities
   */
  public double of(double[] vectors, int at) {
    double nearest = Double.POSITIVE_INFINITY;
    for (int example = 0; example < examples.length; example += width) {
      double sum = 0;
      for (int i = 0; i < width && sum < nearest; i++) {
        double value = vectors[at + i];
        double known = Double.isFinite(value) ? value : substitutes[i];
        double gap = known * scales[i] - examples[example + i];
        sum += gap * gap;
      }
      nearest = Math.min(nearest, sum);
    }
    return Math.sqrt(nearest);
  }

  byte[] encode() {
    ByteBuffer out = ByteBuffer.allocate(4 + 4 * scales.length + 4 * examples.length);
    out.putInt(examples());
    for (float scale : scales) {
      out.putFloat(scale);
    }
    for (float example : examples) {
      out.putFloat(example);
    }
    return out.array();
  }

  static Novelty decode(byte[] bytes, int width, double[] substitutes, String who) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      int count = in.getInt();
      if (count < 1 || count > MOST_EXAMPLES || in.remaining() != 4L * width * (count + 1L)) {
        throw new FeaturesException(who + ": " + count + " examples do not fit their room");
      }
      float[] scales = new float[width];
      for (int i = 0; i < width; i++) {
        scales[i] = in.getFloat();
      }
      float[] examples = new float[count * width];
      for (int i = 0; i < examples.length; i++) {
        examples[i] = in.getFloat();
      }
      return new Novelty(scales, examples, substitutes);
    } catch (BufferUnderflowException e) {
      throw new FeaturesException(who + ": its examples are cut off", e);
    }
  }
}
