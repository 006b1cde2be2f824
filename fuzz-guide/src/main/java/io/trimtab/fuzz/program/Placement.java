package io.trimtab.fuzz.program;

import io.trimtab.fuzz.model.StructType;
import io.trimtab.fuzz.model.StructType.Place;
import io.trimtab.fuzz.model.Type;
import java.util.List;

/** Where the fields of one value of a struct lie, from its beginning. */
public final class Placement {
  private final long[] offsets;
  private final long size;

  /**
   * Places fields.
   *
   * @param fields as many as the struct has
   */
  public Placement(StructType struct, List<Arg> fields) {
    List<Place> places = struct.layout().places();
    offsets = new long[places.size()];
    long offset = 0;
    long first = 0;
    for (int i = 0; i < offsets.length; i++) {
      if (i > 0 && i == struct.overlay()) {
        first = offset + struct.layout().overlayPadding();
        offset = 0;
      }
      Place place = places.get(i);
      offset += place.padding();
      offsets[i] = offset;
      Arg field = fields.get(i);
      offset += isBitField(field) || !field.type().isVarlen() ? place.advance() : field.size();
    }
    size = Math.max(offset + struct.layout().tail(), first);
  }

  private static boolean isBitField(Arg field) {
    return field.type() instanceof Type.Number number && number.scalar().isBitField();
  }

  /** Bytes before a field; of a bit field, before the place that its unit is counted from. */
  public long offset(int field) {
    return offsets[field];
  }

  /** Bytes of the whole, without what an alignment attribute adds. */
  public long size() {
    return size;
  }
}
