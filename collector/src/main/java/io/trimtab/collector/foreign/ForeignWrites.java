package io.trimtab.collector.foreign;

import java.util.List;

/** Tells of sysctls that other processes wrote. Used by one thread. */
public sealed interface ForeignWrites extends AutoCloseable permits SeenWrites, ComparedValues {
  /** What was written since the last call, in order; does not wait. */
  List<SysctlWrite> poll();

  /** How it finds out, for people. */
  String how();

  @Override
  void close();
}
