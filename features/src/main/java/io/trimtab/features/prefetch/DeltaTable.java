package io.trimtab.features.prefetch;

/**
 * What usually follows a context of deltas: for each context one delta and how often it was right.
 * It is the leaves of a decision tree over the latest deltas, kept in a hash table, and learned
 * while it is used: a prediction that fails loses two steps of confidence, one that holds gains
 * one. Contexts that share a place are told apart by a tag; a sure one is not thrown out by a rare
 * one.
 */
final class DeltaTable {
  static final int SURE = 15;
  private static final int LOSS = 2;

  private final int[] deltas;
  private final short[] tags;
  private final byte[] confidences;
  private final int shift;

  /**
   * @param bits the table has 2^bits places
   */
  DeltaTable(int bits) {
    this.deltas = new int[1 << bits];
    this.tags = new short[1 << bits];
    this.confidences = new byte[1 << bits];
    this.shift = Integer.SIZE - bits;
  }

  /** Takes in that a delta followed a context. */
  void learn(int context, int delta) {
    int place = context >>> shift;
    short tag = (short) context;
    if (tags[place] != tag) {
      if (confidences[place] > 0) {
        confidences[place]--;
        return;
      }
      tags[place] = tag;
      deltas[place] = delta;
      confidences[place] = 1;
    } else if (deltas[place] == delta) {
      confidences[place] = (byte) Math.min(SURE, confidences[place] + 1);
    } else if (confidences[place] > LOSS) {
      confidences[place] = (byte) (confidences[place] - LOSS);
    } else {
      deltas[place] = delta;
      confidences[place] = 1;
    }
  }

  /** What will follow, or 0 if that is not known with at least this confidence. */
  int predict(int context, int confidence) {
    int place = context >>> shift;
    return tags[place] == (short) context && confidences[place] >= confidence ? deltas[place] : 0;
  }
}
