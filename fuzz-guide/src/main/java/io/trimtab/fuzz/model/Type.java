package io.trimtab.fuzz.model;

import java.util.List;

/** What an argument or a field may hold, and how it lies in memory. */
public sealed interface Type
    permits Type.Number,
        Type.ResourceOf,
        Type.Vma,
        Type.Pointer,
        Type.Buffer,
        ArrayType,
        StructType,
        UnionType {

  /** As it is named in descriptions. */
  String name();

  /** Bytes it takes; 0 if that depends on the value. */
  long size();

  /** 1, 2, 4 or 8, or what an attribute says. */
  long alignment();

  /** Whether its size depends on the value. */
  default boolean isVarlen() {
    return false;
  }

  /** Whether it may be left out. */
  default boolean isOptional() {
    return false;
  }

  /** Types whose value is one integer that the program gives. */
  sealed interface Number extends Type permits Const, Int, Flags, Len, Proc, Csum {
    Scalar scalar();

    /** What stands there when nothing else is said; also the only value that goes out. */
    default long defaultValue() {
      return 0;
    }

    @Override
    default String name() {
      return scalar().name();
    }

    @Override
    default long size() {
      return scalar().size();
    }

    @Override
    default long alignment() {
      return scalar().alignment();
    }

    @Override
    default boolean isOptional() {
      return scalar().isOptional();
    }
  }

  /** Always the same value. */
  record Const(Scalar scalar, long value) implements Number {
    @Override
    public long defaultValue() {
      return value;
    }
  }

  /**
   * Any value, or those of a range.
   *
   * @param isRange whether there is a range
   * @param first smallest, signed or unsigned as the two ends tell
   * @param last largest
   * @param step distance between values; 0 or 1 for all of them
   */
  record Int(Scalar scalar, boolean isRange, long first, long last, long step) implements Number {}

  /**
   * One of some values, or several of them together.
   *
   * @param flags name of the set
   * @param values in ascending unsigned order, at least one
   * @param isMask whether they can be or-ed
   */
  record Flags(Scalar scalar, String flags, List<Long> values, boolean isMask) implements Number {}

  /**
   * The size, length or offset of something else.
   *
   * @param unitBits what is counted, in bits; 0 for elements of arrays and bytes of others
   * @param isOffset whether it is the place and not the size
   * @param path of the other: names of fields, {@code parent}, {@code syscall}, or of structs
   */
  record Len(Scalar scalar, int unitBits, boolean isOffset, List<String> path) implements Number {}

  /** A value of which every test process has its own. */
  record Proc(Scalar scalar, long start, long perProcess) implements Number {
    @Override
    public long defaultValue() {
      return -1;
    }
  }

  /** Internet checksum of a field, computed when the program runs. */
  record Csum(Scalar scalar, boolean isPseudo, String buffer, long protocol) implements Number {}

  /** A resource: made by a call, taken by others. */
  record ResourceOf(Scalar scalar, Resource resource) implements Type {
    @Override
    public String name() {
      return resource.name();
    }

    @Override
    public long size() {
      return scalar.size();
    }

    @Override
    public long alignment() {
      return scalar.alignment();
    }

    @Override
    public boolean isOptional() {
      return scalar.isOptional();
    }
  }

  /**
   * Pages of memory.
   *
   * @param first fewest pages; 0 for any
   * @param last most pages; 0 for any
   */
  record Vma(String name, long first, long last, boolean isOptional) implements Type {
    @Override
    public long size() {
      return POINTER_SIZE;
    }

    @Override
    public long alignment() {
      return POINTER_SIZE;
    }
  }

  /**
   * The address of something.
   *
   * @param direction of what is there
   */
  record Pointer(String name, Type target, Direction direction, boolean isOptional)
      implements Type {
    @Override
    public long size() {
      return POINTER_SIZE;
    }

    @Override
    public long alignment() {
      return POINTER_SIZE;
    }

    @Override
    public String toString() {
      return name + "[" + direction + ", " + target.name() + "]";
    }
  }

  /** What bytes mean. */
  enum Content {
    BLOB,
    STRING,
    FILENAME,
    GLOB,
    TEXT,
    IMAGE
  }

  /**
   * Bytes.
   *
   * @param first fewest bytes, of a blob with a range
   * @param last most bytes, of a blob with a range; 0 for any
   * @param kind of strings the name of their set, of text the processor, of globs the pattern
   * @param values that a string may have, one character a byte, end included; empty for any
   * @param isUnterminated whether a string or file name has no zero byte at its end
   */
  record Buffer(
      String name,
      Content content,
      long size,
      boolean isVarlen,
      long first,
      long last,
      String kind,
      List<String> values,
      boolean isUnterminated,
      boolean isOptional)
      implements Type {
    @Override
    public long alignment() {
      return 1;
    }

    /** Whether it is nothing at all. */
    public boolean isVoid() {
      return !isVarlen && size == 0;
    }
  }

  /** Bytes of a pointer on the architectures that are supported. */
  int POINTER_SIZE = 8;
}
