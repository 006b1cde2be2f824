package io.trimtab.collector.sample;

/**
 * Something that samples are filled in from: a file, an eBPF program's maps. It is used by one
 * thread. Whatever it meets (a half-written line, a file that vanished), it leaves the values
 * absent and tells {@link Problems}; it never throws.
 */
public interface Source extends AutoCloseable {
  /** Gets ready to fill in samples of a layout; called again whenever the instances change. */
  void bind(Layout layout);

  /** Fills in what it knows. It allocates nothing as long as nothing goes wrong. */
  void read(Sample sample);

  @Override
  default void close() {}
}
