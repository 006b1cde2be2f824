package io.trimtab.collector.foreign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Reads some sysctls again and again, and tells which have changed: for kernels that take no eBPF
 * program. It misses what is written back between two looks, and cannot tell who wrote.
 */
public final class ComparedValues implements ForeignWrites {
  private final Path sysctls;
  private final LongSupplier monotonicNanos;
  private final Map<String, String> known = new LinkedHashMap<>();

  /**
   * @param root where /proc is found
   * @param names the sysctls to look at, such as {@code vm.swappiness}
   * @param monotonicNanos a clock that never jumps
   */
  public ComparedValues(Path root, List<String> names, LongSupplier monotonicNanos) {
    this.sysctls = root.resolve("proc/sys");
    this.monotonicNanos = monotonicNanos;
    names.forEach(name -> read(name).ifPresent(value -> known.put(name, value)));
  }

  /** The own process has written one: this is its value from now on. */
  public void expect(String name, String value) {
    known.put(name, value);
  }

  @Override
  public List<SysctlWrite> poll() {
    List<SysctlWrite> writes = new ArrayList<>();
    known.replaceAll(
        (name, before) -> {
          String now = read(name).orElse(before);
          if (!now.equals(before)) {
            writes.add(
                new SysctlWrite(monotonicNanos.getAsLong(), name, before, now, Optional.empty()));
          }
          return now;
        });
    return writes;
  }

  private Optional<String> read(String name) {
    try {
      return Optional.of(Files.readString(sysctls.resolve(name.replace('.', '/'))).strip());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public String how() {
    return "comparing " + known.size() + " values at each tick: who wrote is not known";
  }

  @Override
  public void close() {}
}
