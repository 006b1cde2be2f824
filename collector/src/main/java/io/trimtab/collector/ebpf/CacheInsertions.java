package io.trimtab.collector.ebpf;

import io.trimtab.collector.sample.Layout;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.sample.Source;
import io.trimtab.collector.schema.Schema;

/**
 * Pages put into the page cache: those that left it, and those that there are more of. Whoever
 * waits for a page would pay for a program that counts it as it enters; pages leave in batches, of
 * which a program sees many at once. The kernel's own count of what is in the cache lags by up to a
 * second, and by no more than some hundred pages of each CPU.
 */
final class CacheInsertions implements Source {
  private final Schema schema;
  private final long pageBytes;
  private int insertions;
  private int evictions;
  private int cached;
  private int buffers;
  private int shared;
  private long cachedAtFirst = -1;
  private long most;

  CacheInsertions(Schema schema, int pageBytes) {
    this.schema = schema;
    this.pageBytes = pageBytes;
  }

  @Override
  public void bind(Layout layout) {
    insertions = layout.at(schema.get("paging.cache_insertions"));
    evictions = layout.at(schema.get("paging.cache_evictions"));
    cached = layout.at(schema.get("memory.cached"));
    buffers = layout.at(schema.get("memory.buffers"));
    shared = layout.at(schema.get("memory.shared"));
  }

  @Override
  public void read(Sample sample) {
    if (sample.isAbsent(evictions)
        || sample.isAbsent(cached)
        || sample.isAbsent(buffers)
        || sample.isAbsent(shared)) {
      return;
    }
    long now = (sample.get(cached) + sample.get(buffers) - sample.get(shared)) / pageBytes;
    if (cachedAtFirst < 0) {
      cachedAtFirst = now;
    }
    // A counter never falls, though the two numbers that it comes from are not of the same instant.
    most = Math.max(most, sample.get(evictions) + now - cachedAtFirst);
    sample.set(insertions, most);
  }
}
