package io.trimtab.fuzz.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A struct. Its fields are asked for when they are first needed, because a struct can contain a
 * pointer to another of its kind.
 */
public final class StructType implements Type {
  private final String name;
  private final boolean isPacked;
  private final long align;
  private final long fixedSize;
  private final int overlay;
  private final Position at;
  private final Supplier<List<Field>> source;
  private @Nullable List<Field> fields;
  private @Nullable Layout layout;
  private boolean isBusy;

  /**
   * Where a field lies. A struct with fields of unknown size has no offsets, so all of it is
   * relative to the field before.
   *
   * @param padding bytes before the field
   * @param back bytes that a bit field's unit begins before this place
   * @param bitOffset of a bit field in its unit
   * @param advance bytes from this place to where the next field's padding begins; of fields of
   *     unknown size 0
   */
  public record Place(long padding, long back, int bitOffset, long advance) {}

  /**
   * How a struct lies in memory.
   *
   * @param places one for each field
   * @param overlayPadding bytes at the end of the fields before the overlay
   * @param tail bytes after the last field
   * @param size of all; 0 if that depends on the values
   */
  public record Layout(
      List<Place> places, long overlayPadding, long tail, long size, boolean isVarlen) {}

  /**
   * A struct.
   *
   * @param align alignment that an attribute gives; 0 for none
   * @param fixedSize size that an attribute gives; 0 for none
   * @param overlay index of the first field that lies over those before it; 0 for none
   * @param at where it is described
   * @param source gives the fields; asked once
   */
  public StructType(
      String name,
      boolean isPacked,
      long align,
      long fixedSize,
      int overlay,
      Position at,
      Supplier<List<Field>> source) {
    this.name = name;
    this.isPacked = isPacked;
    this.align = align;
    this.fixedSize = fixedSize;
    this.overlay = overlay;
    this.at = at;
    this.source = source;
  }

  @Override
  public String name() {
    return name;
  }

  /** Its name without template arguments, as paths name it. */
  public String baseName() {
    return baseName(name);
  }

  static String baseName(String name) {
    int bracket = name.indexOf('[');
    return bracket < 0 ? name : name.substring(0, bracket);
  }

  public Position at() {
    return at;
  }

  public List<Field> fields() {
    if (fields == null) {
      fields = List.copyOf(source.get());
    }
    return fields;
  }

  /** Index of the first field that lies over those before it; 0 for none. */
  public int overlay() {
    return overlay;
  }

  /** Whether there is nothing between its fields. */
  public boolean isPacked() {
    return isPacked;
  }

  /** The alignment that an attribute gives; 0 for none. */
  public long alignAttribute() {
    return align;
  }

  /** The size that an attribute gives; 0 for none. */
  public long sizeAttribute() {
    return fixedSize;
  }

  @Override
  public boolean isVarlen() {
    if (layout != null) {
      return layout.isVarlen();
    }
    if (isBusy) {
      return false;
    }
    isBusy = true;
    try {
      return fields().stream().anyMatch(field -> field.type().isVarlen());
    } finally {
      isBusy = false;
    }
  }

  @Override
  public long size() {
    return layout().size();
  }

  @Override
  public long alignment() {
    if (align != 0) {
      return align;
    }
    if (isPacked || isBusy) {
      return 1;
    }
    isBusy = true;
    try {
      return fields().stream().mapToLong(field -> field.type().alignment()).max().orElse(1);
    } finally {
      isBusy = false;
    }
  }

  public Layout layout() {
    if (layout == null) {
      boolean isVarlen = isVarlen();
      layout = new LayoutMaker(this, isPacked, isVarlen).make();
    }
    return layout;
  }

  @Override
  public String toString() {
    return name;
  }

  /** Lays fields out as a C compiler does, bit fields included. */
  private static final class LayoutMaker {
    private static final int BYTE = 8;

    private final StructType struct;
    private final boolean isPacked;
    private final boolean isVarlen;
    private final List<Place> places = new ArrayList<>();
    private long offset;
    private long bits;
    private long alignment;

    LayoutMaker(StructType struct, boolean isPacked, boolean isVarlen) {
      this.struct = struct;
      this.isPacked = isPacked;
      this.isVarlen = isVarlen;
    }

    Layout make() {
      long overlaySize = 0;
      long overlayPadding = 0;
      List<Field> fields = struct.fields();
      for (int i = 0; i < fields.size(); i++) {
        if (i > 0 && i == struct.overlay) {
          overlayPadding = finish();
          overlaySize = offset;
          offset = 0;
          alignment = 0;
        }
        place(fields.get(i).type());
      }
      long tail = finish();
      long size = Math.max(offset, overlaySize);
      if (struct.fixedSize != 0 && !isVarlen) {
        tail += Math.max(0, struct.fixedSize - size);
        size = Math.max(size, struct.fixedSize);
      }
      return new Layout(List.copyOf(places), overlayPadding, tail, isVarlen ? 0 : size, isVarlen);
    }

    private void place(Type type) {
      long fieldAlignment = isPacked ? 1 : Math.max(1, type.alignment());
      alignment = Math.max(alignment, fieldAlignment);
      if (type instanceof Number number && number.scalar().isBitField()) {
        placeBits(number.scalar());
        return;
      }
      long start = up(offset + (bits + BYTE - 1) / BYTE, fieldAlignment);
      closeBits();
      long size = type.isVarlen() ? 0 : type.size();
      places.add(new Place(start - offset, 0, 0, size));
      offset = start + size;
    }

    /** A bit field goes on in the unit that is open, if it fits, and begins another if not. */
    private void placeBits(Scalar scalar) {
      long unitAlignment = isPacked ? 1 : scalar.size();
      long unitBits = (long) scalar.size() * BYTE;
      long at = offset * BYTE + bits;
      long unit = at / BYTE / unitAlignment * unitAlignment;
      if (at - unit * BYTE + scalar.bits() > unitBits) {
        unit = up((at + BYTE - 1) / BYTE, unitAlignment);
        at = unit * BYTE;
      }
      if (unit > offset) {
        // Of what lies between, bits of the field before are part; the rest is padding.
        long gap = unit - offset;
        if (bits > 0) {
          advanceLast(gap);
          places.add(new Place(0, 0, 0, 0));
        } else {
          places.add(new Place(gap, 0, 0, 0));
        }
        offset = unit;
      } else {
        places.add(new Place(0, offset - unit, 0, 0));
      }
      int last = places.size() - 1;
      Place place = places.get(last);
      places.set(last, new Place(place.padding(), place.back(), (int) (at - unit * BYTE), 0));
      bits = at + scalar.bits() - offset * BYTE;
    }

    private void closeBits() {
      if (bits > 0) {
        long whole = (bits + BYTE - 1) / BYTE;
        advanceLast(whole);
        offset += whole;
        bits = 0;
      }
    }

    private void advanceLast(long bytes) {
      int last = places.size() - 1;
      Place place = places.get(last);
      places.set(
          last,
          new Place(place.padding(), place.back(), place.bitOffset(), place.advance() + bytes));
    }

    /** Bytes until the struct's alignment; a struct of unknown size has none. */
    private long finish() {
      closeBits();
      long wanted = struct.align != 0 ? struct.align : isPacked ? 1 : alignment;
      if (isVarlen || wanted == 0) {
        return 0;
      }
      long padding = up(offset, wanted) - offset;
      offset += padding;
      return padding;
    }

    private static long up(long value, long alignment) {
      return (value + alignment - 1) / alignment * alignment;
    }
  }
}
