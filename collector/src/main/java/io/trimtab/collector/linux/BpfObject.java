package io.trimtab.collector.linux;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.trimtab.collector.CollectorException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One compiled eBPF object: opened, given its constants and sizes, loaded, attached. Used by one
 * thread. Closing it detaches its programs and frees everything, in libbpf's order.
 */
public final class BpfObject implements AutoCloseable {
  private static final long LOG_BYTES = 64 * 1024;
  private static final String RODATA = ".rodata";
  private static final String BSS = ".bss";

  private final String name;
  private final Pointer object;
  private final Btf btf;
  private final Map<String, Memory> logs = new LinkedHashMap<>();
  private final List<Pointer> links = new ArrayList<>();
  private final List<MappedMap> mappings = new ArrayList<>();
  private boolean open = true;

  private BpfObject(String name, Pointer object, Btf btf) {
    this.name = name;
    this.object = object;
    this.btf = btf;
  }

  /**
   * Opens an object.
   *
   * @param name for messages
   * @param elf the compiled file
   * @throws CollectorException if libbpf is missing or does not understand it
   */
  public static BpfObject open(String name, byte[] elf) {
    Libbpf.require();
    Memory bytes = new Memory(elf.length);
    bytes.write(0, elf, 0, elf.length);
    // libbpf copies what it needs of the bytes.
    Pointer object = Libbpf.bpf_object__open_mem(bytes, elf.length, null);
    if (object == null) {
      throw new CollectorException(
          "eBPF object " + name + " cannot be opened: " + Errno.text(Native.getLastError()));
    }
    Pointer types = Libbpf.bpf_object__btf(object);
    if (types == null) {
      Libbpf.bpf_object__close(object);
      throw new CollectorException("eBPF object " + name + " has no type information");
    }
    return new BpfObject(name, object, new Btf(types));
  }

  /** How many CPUs this machine can have; maps have an element for each. */
  public static int possibleCpus() {
    Libbpf.require();
    return Math.max(1, Libbpf.libbpf_num_possible_cpus());
  }

  /** Sets a constant of the programs, before loading. Those that the object lacks are left out. */
  public void constant(String variable, int value) {
    set(variable, (memory, offset) -> memory.setInt(offset, value));
  }

  /** The same for a constant of 64 bits. */
  void longConstant(String variable, long value) {
    set(variable, (memory, offset) -> memory.setLong(offset, value));
  }

  private void set(String variable, ObjIntConsumer<Pointer> setter) {
    Integer offset = btf.variables(RODATA).get(variable);
    for (Pointer map = nextMap(null); map != null && offset != null; map = nextMap(map)) {
      if (Libbpf.bpf_map__name(map).endsWith(RODATA)) {
        Pointer initial = Libbpf.bpf_map__initial_value(map, new long[1]);
        if (initial != null) {
          setter.accept(initial, offset);
        }
      }
    }
  }

  /** Sets how many elements a map has, before loading. One that the object lacks is left out. */
  public void entries(String name, int entries) {
    for (Pointer map = nextMap(null); map != null; map = nextMap(map)) {
      if (Libbpf.bpf_map__name(map).equals(name)) {
        Libbpf.bpf_map__set_max_entries(map, entries);
      }
    }
  }

  /**
   * Hands the programs to the kernel.
   *
   * @throws CollectorException if it refuses one, with the reason in a line
   */
  public void load() {
    for (Pointer program = nextProgram(null); program != null; program = nextProgram(program)) {
      Memory log = new Memory(LOG_BYTES);
      log.clear();
      Libbpf.bpf_program__set_log_buf(program, log, LOG_BYTES);
      logs.put(Libbpf.bpf_program__name(program), log);
    }
    int result = Libbpf.bpf_object__load(object);
    if (result != 0) {
      throw new CollectorException(whyNotLoaded(result));
    }
    logs.clear();
  }

  private String whyNotLoaded(int error) {
    for (Map.Entry<String, Memory> log : logs.entrySet()) {
      String text = log.getValue().getString(0, StandardCharsets.UTF_8.name());
      if (!text.isBlank()) {
        return "eBPF program " + log.getKey() + ": " + VerifierLog.explain(text);
      }
    }
    return "eBPF object " + name + ": " + Errno.text(error);
  }

  /**
   * Attaches every program to the hook that its section names.
   *
   * @return for each hook (the tracepoint's or function's name) why it could not be attached; empty
   *     if it could
   */
  public Map<String, String> attach() {
    Map<String, String> hooks = new LinkedHashMap<>();
    for (Pointer program = nextProgram(null); program != null; program = nextProgram(program)) {
      String section = Libbpf.bpf_program__section_name(program);
      String hook = section.substring(section.indexOf('/') + 1);
      Pointer link = Libbpf.bpf_program__attach(program);
      String reason = link == null ? section + ": " + Errno.text(Native.getLastError()) : "";
      if (link != null) {
        links.add(link);
      }
      hooks.merge(hook, reason, (one, other) -> one.isEmpty() ? other : one);
    }
    return hooks;
  }

  /** Takes every program off its hook; {@link #attach} puts them there again. */
  public void detach() {
    links.forEach(Libbpf::bpf_link__destroy);
    links.clear();
  }

  /** Attaches every program to a cgroup, given the descriptor of its directory. */
  void attachToCgroup(int descriptor) {
    for (Pointer program = nextProgram(null); program != null; program = nextProgram(program)) {
      Pointer link = Libbpf.bpf_program__attach_cgroup(program, descriptor);
      if (link == null) {
        throw new CollectorException(
            "eBPF program "
                + Libbpf.bpf_program__name(program)
                + " cannot be attached to the cgroup: "
                + Errno.text(Native.getLastError()));
      }
      links.add(link);
    }
  }

  /** An array map that can be mapped, after loading; it is closed with the object. */
  public MappedMap map(String map) {
    Pointer pointer = find(map);
    MappedMap mapping =
        new MappedMap(
            map,
            Libbpf.bpf_map__fd(pointer),
            Libbpf.bpf_map__value_size(pointer),
            Libbpf.bpf_map__max_entries(pointer));
    mappings.add(mapping);
    return mapping;
  }

  /** A map's descriptor, after loading. */
  int descriptor(String map) {
    return Libbpf.bpf_map__fd(find(map));
  }

  /** How many elements, or bytes of a ring, a map has. */
  int entriesOf(String map) {
    return Libbpf.bpf_map__max_entries(find(map));
  }

  /**
   * Sets an element of a map from numbers to numbers.
   *
   * @return whether there was room for it
   */
  public boolean put(String map, int key, int value) {
    return Libbpf.bpf_map_update_elem(
            Libbpf.bpf_map__fd(find(map)), new int[] {key}, new int[] {value}, 0)
        == 0;
  }

  /** Takes an element out of a map from numbers; none may be there. */
  void remove(String map, int key) {
    Libbpf.bpf_map_delete_elem(Libbpf.bpf_map__fd(find(map)), new int[] {key});
  }

  /** What a variable of the programs holds now; 0 if there is none. */
  long variable(String variable) {
    Integer offset = btf.variables(BSS).get(variable);
    for (Pointer map = nextMap(null); map != null && offset != null; map = nextMap(map)) {
      if (Libbpf.bpf_map__name(map).endsWith(BSS)) {
        Memory value = new Memory(Libbpf.bpf_map__value_size(map));
        Libbpf.bpf_map_lookup_elem(Libbpf.bpf_map__fd(map), new int[] {0}, value);
        return value.getLong(offset);
      }
    }
    return 0;
  }

  /** A structure's fields and how many bytes they are from its start. */
  public Map<String, Integer> fields(String struct) {
    return btf.fields(struct);
  }

  private Pointer find(String name) {
    for (Pointer map = nextMap(null); map != null; map = nextMap(map)) {
      if (Libbpf.bpf_map__name(map).equals(name)) {
        return map;
      }
    }
    throw new CollectorException("eBPF object " + this.name + " has no map " + name);
  }

  private @Nullable Pointer nextMap(@Nullable Pointer previous) {
    return Libbpf.bpf_object__next_map(object, previous);
  }

  private @Nullable Pointer nextProgram(@Nullable Pointer previous) {
    return Libbpf.bpf_object__next_program(object, previous);
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      links.forEach(Libbpf::bpf_link__destroy);
      mappings.forEach(MappedMap::close);
      Libbpf.bpf_object__close(object);
    }
  }
}
