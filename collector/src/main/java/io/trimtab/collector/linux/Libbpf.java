package io.trimtab.collector.linux;

import com.sun.jna.Callback;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.trimtab.collector.CollectorException;
import org.jspecify.annotations.Nullable;

/**
 * libbpf 1.x, as much of it as is used here. Its int functions return -errno; its pointer functions
 * return NULL and set errno, which is to be read before any other call.
 */
final class Libbpf {
  private static final String LIBRARY = "libbpf.so.1";
  private static final @Nullable String OBSTACLE = register();

  private Libbpf() {}

  /**
   * Makes sure that the library is there.
   *
   * @throws CollectorException if it is not, with the way to get it
   */
  static void require() {
    if (OBSTACLE != null) {
      throw new CollectorException(OBSTACLE);
    }
  }

  private static @Nullable String register() {
    try {
      Native.register(Libbpf.class, LIBRARY);
      // What it would print to standard error comes back as errors and logs.
      libbpf_set_print(null);
      return null;
    } catch (UnsatisfiedLinkError e) {
      return "libbpf 1.x is not installed; on Debian: apt-get install libbpf1";
    }
  }

  static native @Nullable Pointer libbpf_set_print(@Nullable Pointer function);

  static native int libbpf_num_possible_cpus();

  static native @Nullable Pointer bpf_object__open_mem(
      Pointer bytes, long size, @Nullable Pointer options);

  static native int bpf_object__load(Pointer object);

  static native void bpf_object__close(Pointer object);

  static native @Nullable Pointer bpf_object__btf(Pointer object);

  static native @Nullable Pointer bpf_object__next_program(
      Pointer object, @Nullable Pointer previous);

  static native @Nullable Pointer bpf_object__next_map(Pointer object, @Nullable Pointer previous);

  static native String bpf_program__name(Pointer program);

  static native String bpf_program__section_name(Pointer program);

  static native int bpf_program__set_log_buf(Pointer program, Pointer buffer, long size);

  static native @Nullable Pointer bpf_program__attach(Pointer program);

  static native @Nullable Pointer bpf_program__attach_cgroup(Pointer program, int descriptor);

  static native int bpf_link__destroy(Pointer link);

  static native String bpf_map__name(Pointer map);

  static native int bpf_map__fd(Pointer map);

  static native int bpf_map__value_size(Pointer map);

  static native int bpf_map__max_entries(Pointer map);

  static native int bpf_map__set_max_entries(Pointer map, int entries);

  static native @Nullable Pointer bpf_map__initial_value(Pointer map, long[] size);

  static native int bpf_map_update_elem(int descriptor, int[] key, int[] value, long flags);

  static native int bpf_map_delete_elem(int descriptor, int[] key);

  static native int bpf_map_lookup_elem(int descriptor, int[] key, Pointer value);

  static native @Nullable Pointer ring_buffer__new(
      int descriptor, Callback onEvent, @Nullable Pointer context, @Nullable Pointer options);

  static native int ring_buffer__consume(Pointer ring);

  static native void ring_buffer__free(Pointer ring);

  static native int btf__find_by_name_kind(Pointer btf, String name, int kind);

  static native Pointer btf__type_by_id(Pointer btf, int id);

  static native String btf__name_by_offset(Pointer btf, int offset);
}
