package io.trimtab.collector.linux;

import com.sun.jna.Pointer;
import io.trimtab.collector.CollectorException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The type information of an object: where its structures' fields and its variables lie, so that
 * nothing of that is written down twice. The format is that of the kernel's
 * Documentation/bpf/btf.rst: a type is 12 bytes (name, info, size), what follows depends on its
 * kind.
 */
final class Btf {
  private static final int KIND_STRUCT = 4;
  private static final int KIND_DATASEC = 15;
  private static final int HEADER = 12;
  private static final int MEMBER = 12;
  private static final int COUNT_MASK = 0xFFFF;

  private final Pointer btf;

  Btf(Pointer btf) {
    this.btf = btf;
  }

  /** A structure's fields and how many bytes they are from its start, in order. */
  Map<String, Integer> fields(String struct) {
    Pointer type = find(struct, KIND_STRUCT);
    Map<String, Integer> fields = new LinkedHashMap<>();
    for (int i = 0; i < count(type); i++) {
      long member = HEADER + (long) i * MEMBER; // name, type, bits from the start
      String name = Libbpf.btf__name_by_offset(btf, type.getInt(member));
      fields.put(name, type.getInt(member + 8) / Byte.SIZE);
    }
    return fields;
  }

  /**
   * A data section's variables and how many bytes they are from its start; none if it is missing.
   */
  Map<String, Integer> variables(String section) {
    if (Libbpf.btf__find_by_name_kind(btf, section, KIND_DATASEC) < 0) {
      return Map.of();
    }
    Pointer type = find(section, KIND_DATASEC);
    Map<String, Integer> variables = new LinkedHashMap<>();
    for (int i = 0; i < count(type); i++) {
      long variable = HEADER + (long) i * MEMBER; // type, bytes from the start, size
      Pointer declared = Libbpf.btf__type_by_id(btf, type.getInt(variable));
      String name = Libbpf.btf__name_by_offset(btf, declared.getInt(0));
      variables.put(name, type.getInt(variable + 4));
    }
    return variables;
  }

  private static int count(Pointer type) {
    return type.getInt(4) & COUNT_MASK;
  }

  private Pointer find(String name, int kind) {
    int id = Libbpf.btf__find_by_name_kind(btf, name, kind);
    if (id < 0) {
      throw new CollectorException("the eBPF object has no type information on " + name);
    }
    return Libbpf.btf__type_by_id(btf, id);
  }
}
