package io.trimtab.fuzz.program;

import io.trimtab.fuzz.model.Direction;
import io.trimtab.fuzz.model.StructType;
import io.trimtab.fuzz.model.Type;
import io.trimtab.fuzz.model.UnionType;
import java.util.List;

/** A value of a type. Immutable; so are the values in it. */
public sealed interface Arg {
  Type type();

  /** Bytes that it takes in memory. */
  default long size() {
    return type().size();
  }

  /** An integer. */
  record ConstArg(Type.Number type, Direction direction, long value) implements Arg {}

  /**
   * A resource: the result of an earlier call, divided and added to, or a plain number. It can be a
   * result itself, which later calls refer to by its label.
   *
   * @param label of this, unique in its program; {@link #NONE} for none
   * @param source label of the earlier result; {@link #NONE} for a number
   * @param divisor 0 and 1 change nothing
   * @param addend added after the division
   * @param value if there is no source
   */
  record ResultArg(
      Type.ResourceOf type,
      Direction direction,
      int label,
      int source,
      long divisor,
      long addend,
      long value)
      implements Arg {
    public static final int NONE = -1;

    /** A number in the place of a resource. */
    static ResultArg of(Type.ResourceOf type, Direction direction, long value) {
      return new ResultArg(type, direction, NONE, NONE, 0, 0, value);
    }

    static ResultArg from(Type.ResourceOf type, Direction direction, int source) {
      return new ResultArg(type, direction, NONE, source, 0, 0, 0);
    }

    public boolean isReference() {
      return source != NONE;
    }

    ResultArg labelled(int newLabel) {
      return new ResultArg(type, direction, newLabel, source, divisor, addend, value);
    }

    ResultArg referringTo(int newSource) {
      return new ResultArg(type, direction, label, newSource, divisor, addend, value);
    }

    /** With its default number in the place of a result that is no longer there. */
    ResultArg cutOff() {
      return new ResultArg(type, direction, label, NONE, 0, 0, type.resource().defaultValue());
    }
  }

  /**
   * The address of another value.
   *
   * @param address in the data area, from its beginning
   */
  record PointerArg(Type.Pointer type, long address, Arg target) implements Arg {
    PointerArg to(Arg newTarget) {
      return new PointerArg(type, address, newTarget);
    }
  }

  /** An address that leads nowhere: null, or one that no program has. */
  record SpecialArg(Type type, long value) implements Arg {
    public static final long NULL = 0;

    /** Null, one of the kernel's, and one that no processor takes. */
    static final List<Long> VALUES = List.of(NULL, -1L, -2L);

    /** The address itself. */
    public long address() {
      return value == -2 ? 0x9999999999999999L : value;
    }
  }

  /**
   * Pages of the data area.
   *
   * @param address of the first, from the beginning of the area
   * @param length in bytes, whole pages
   */
  record VmaArg(Type.Vma type, long address, long length) implements Arg {}

  /**
   * Bytes.
   *
   * @param data one character for each; empty where the kernel writes
   * @param size how many; as many as there is data, or room for as many
   */
  record DataArg(Type.Buffer type, Direction direction, String data, long size) implements Arg {
    static DataArg of(Type.Buffer type, Direction direction, String data) {
      return new DataArg(type, direction, data, data.length());
    }

    static DataArg room(Type.Buffer type, long size) {
      return new DataArg(type, Direction.OUT, "", size);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof DataArg arg
          && arg.size == size
          && arg.direction == direction
          && arg.data.equals(data)
          && arg.type.equals(type);
    }

    @Override
    public int hashCode() {
      return data.hashCode() * 31 + Long.hashCode(size);
    }
  }

  /** The fields of a struct, or the elements of an array. */
  record GroupArg(Type type, Direction direction, List<Arg> inner) implements Arg {
    @Override
    public long size() {
      if (!type.isVarlen()) {
        return type.size();
      }
      if (!(type instanceof StructType struct)) {
        long sum = 0;
        for (Arg arg : inner) {
          sum += arg.size();
        }
        return sum;
      }
      long size = new Placement(struct, inner).size();
      long align = struct.alignAttribute();
      return align == 0 ? size : (size + align - 1) / align * align;
    }

    GroupArg with(List<Arg> newInner) {
      return new GroupArg(type, direction, newInner);
    }
  }

  /**
   * One field of a union.
   *
   * @param isUnsettled whether it is still to be seen which field its condition allows
   */
  record UnionArg(UnionType type, Direction direction, int index, Arg option, boolean isUnsettled)
      implements Arg {
    @Override
    public long size() {
      return type.isVarlen() ? option.size() : type.size();
    }

    UnionArg with(Arg newOption) {
      return new UnionArg(type, direction, index, newOption, isUnsettled);
    }
  }
}
