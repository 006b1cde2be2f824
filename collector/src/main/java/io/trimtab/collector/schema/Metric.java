package io.trimtab.collector.schema;

import java.util.List;

/**
 * One thing that is observed.
 *
 * @param name its one name, such as {@code paging.swap_in}
 * @param type how its values over time are to be understood
 * @param scope what it has one value for
 * @param unit of its values (of a histogram: of what it sorts into buckets)
 * @param source what it is read from: a file, {@code pressure}, {@code cgroup}, or {@code
 *     ebpf:PROGRAM}
 * @param key what the source calls it
 * @param scale what a value as read is multiplied by, to be in the unit
 * @param bits of a counter in the kernel: 64, or fewer where it wraps round sooner
 * @param hooks tracepoints or functions without which its eBPF program cannot tell it
 * @param meaning one line for people
 */
public record Metric(
    String name,
    MetricType type,
    Scope scope,
    String unit,
    String source,
    String key,
    long scale,
    int bits,
    List<String> hooks,
    String meaning) {
  private static final String EBPF = "ebpf:";

  public Metric {
    hooks = List.copyOf(hooks);
  }

  public boolean isHistogram() {
    return type == MetricType.HISTOGRAM;
  }

  public boolean needsEbpf() {
    return source.startsWith(EBPF);
  }

  /** Of the name alone, which no other metric of a schema has: every look-up in a tick asks it. */
  @Override
  public int hashCode() {
    return name.hashCode();
  }

  /** The name as a column of a recording: {@code paging_swap_in}. */
  public String column() {
    return name.replace('.', '_');
  }
}
