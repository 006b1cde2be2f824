package io.trimtab.collector.linux;

import com.sun.jna.Callback;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.trimtab.collector.CollectorException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The eBPF program {@code sysctl} and the ring through which it tells of writes. */
public final class SysctlRing implements AutoCloseable {
  private static final String OBJECT = "/io/trimtab/collector/ebpf/sysctl.bpf.o";
  private static final int O_DIRECTORY_CLOEXEC = 0200000 | 02000000;

  static {
    Native.register(SysctlRing.class, "c");
  }

  /** A write, as the program tells it. */
  public record Event(
      long monotonicNanos,
      long cgroup,
      int pid,
      int uid,
      String command,
      String path,
      String before,
      String after) {}

  /** libbpf calls it for each event; what it throws would be lost in native code. */
  private interface OnEvent extends Callback {
    int invoke(Pointer context, Pointer data, long size);
  }

  private final BpfObject object;
  private final Map<String, Integer> fields;
  private final List<Event> taken = new ArrayList<>();
  private final OnEvent onEvent = (context, data, size) -> take(data); // kept from being collected
  private final Pointer ring;
  private boolean open = true;

  private SysctlRing(BpfObject object) {
    this.object = object;
    this.fields = object.fields("sysctl_write");
    Pointer created = Libbpf.ring_buffer__new(object.descriptor("writes"), onEvent, null, null);
    if (created == null) {
      throw new CollectorException(
          "no ring buffer for sysctl writes: " + Errno.text(Native.getLastError()));
    }
    this.ring = created;
  }

  /**
   * Loads the program and attaches it to the root of the cgroup v2 hierarchy, and so to every
   * process.
   *
   * @throws CollectorException if the kernel does not let it, with the reason
   */
  public static SysctlRing open(Path cgroupRoot) {
    BpfObject object = BpfObject.open("sysctl", bytes());
    try {
      object.load();
      int descriptor = open(cgroupRoot.toString(), O_DIRECTORY_CLOEXEC, 0);
      if (descriptor < 0) {
        throw new CollectorException(
            cgroupRoot + " cannot be opened: " + Errno.text(Native.getLastError()));
      }
      try {
        object.attachToCgroup(descriptor);
      } finally {
        close(descriptor);
      }
      return new SysctlRing(object);
    } catch (RuntimeException e) {
      object.close();
      throw e;
    }
  }

  private static byte[] bytes() {
    try (InputStream in = SysctlRing.class.getResourceAsStream(OBJECT)) {
      return Objects.requireNonNull(in, OBJECT).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The events since the last call; does not wait. */
  public List<Event> take() {
    Libbpf.ring_buffer__consume(ring);
    List<Event> events = List.copyOf(taken);
    taken.clear();
    return events;
  }

  /** Events that found the ring full, since the start. */
  public long lost() {
    return object.variable("lost");
  }

  private int take(Pointer data) {
    taken.add(
        new Event(
            data.getLong(at("at")),
            data.getLong(at("cgroup")),
            data.getInt(at("tgid")),
            data.getInt(at("uid")),
            text(data, "command"),
            text(data, "name"),
            text(data, "before"),
            text(data, "after")));
    return 0;
  }

  private String text(Pointer data, String field) {
    return data.getString(at(field), StandardCharsets.UTF_8.name());
  }

  private long at(String field) {
    return Objects.requireNonNull(fields.get(field), field);
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      Libbpf.ring_buffer__free(ring);
      object.close();
    }
  }

  private static native int open(String path, int flags, int mode);

  private static native int close(int descriptor);
}
