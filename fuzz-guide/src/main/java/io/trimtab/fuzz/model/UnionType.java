package io.trimtab.fuzz.model;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One of several fields. Like those of a struct, they are asked for when they are needed. */
public final class UnionType implements Type {
  private final String name;
  private final boolean isVarlen;
  private final long fixedSize;
  private final Position at;
  private final Supplier<List<Field>> source;
  private @Nullable List<Field> fields;
  private long size = -1;
  private boolean isBusy;

  /**
   * A union.
   *
   * @param isVarlen whether it is as long as what is in it, and not as its longest
   * @param fixedSize size that an attribute gives; 0 for none
   * @param at where it is described
   * @param source gives the fields; asked once
   */
  public UnionType(
      String name, boolean isVarlen, long fixedSize, Position at, Supplier<List<Field>> source) {
    this.name = name;
    this.isVarlen = isVarlen;
    this.fixedSize = fixedSize;
    this.at = at;
    this.source = source;
  }

  @Override
  public String name() {
    return name;
  }

  /** Its name without template arguments, as paths name it. */
  public String baseName() {
    return StructType.baseName(name);
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

  /** Whether other fields tell which of these may be there. */
  public boolean isConditional() {
    return fields().get(0).condition().isPresent();
  }

  /** Index of the field that is there when nothing else is said. */
  public int defaultField() {
    int last = fields().size() - 1;
    return isConditional() && fields().get(last).condition().isEmpty() ? last : 0;
  }

  /** Whether every field has a condition, so that there is none to be taken without looking. */
  public boolean isFullyConditional() {
    return fields().stream().allMatch(field -> field.condition().isPresent());
  }

  /** Whether it says of itself that it is as long as what is in it. */
  public boolean hasVarlen() {
    return isVarlen;
  }

  /** The size that an attribute gives; 0 for none. */
  public long sizeAttribute() {
    return fixedSize;
  }

  @Override
  public boolean isVarlen() {
    if (isVarlen || isBusy) {
      return isVarlen;
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
    if (size < 0) {
      size =
          isVarlen()
              ? 0
              : Math.max(
                  fixedSize,
                  fields().stream().mapToLong(field -> field.type().size()).max().orElse(0));
    }
    return size;
  }

  @Override
  public long alignment() {
    if (isBusy) {
      return 1;
    }
    isBusy = true;
    try {
      return fields().stream().mapToLong(field -> field.type().alignment()).max().orElse(1);
    } finally {
      isBusy = false;
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
