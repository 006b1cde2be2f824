package io.trimtab.collector.foreign;

import io.trimtab.collector.CollectorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** Tells of sysctls that other processes wrote. Used by one thread. */
public sealed interface ForeignWrites extends AutoCloseable permits SeenWrites, ComparedValues {
  /**
   * Starts to watch, as well as this kernel allows: with an eBPF program, or by comparing those
   * sysctls that Trimtab might tune.
   *
   * @param root where /proc and /sys are found
   * @param monotonicNanos a clock that never jumps
   */
  static ForeignWrites start(Path root, LongSupplier monotonicNanos) {
    try {
      return SeenWrites.start(root, ProcessHandle.current().pid());
    } catch (CollectorException e) {
      return compare(root, monotonicNanos);
    }
  }

  /** Starts to compare, without any eBPF program. */
  static ForeignWrites compare(Path root, LongSupplier monotonicNanos) {
    Path sysctls = root.resolve("proc/sys");
    List<String> names =
        Stream.concat(files(sysctls, "vm", ""), files(sysctls, "kernel", "sched_"))
            .sorted()
            .toList();
    return new ComparedValues(root, names, monotonicNanos);
  }

  private static Stream<String> files(Path sysctls, String directory, String prefix) {
    try (Stream<Path> files = Files.list(sysctls.resolve(directory))) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(prefix))
          .map(name -> directory + "." + name)
          .toList()
          .stream();
    } catch (IOException e) {
      return Stream.of();
    }
  }

  /** What was written since the last call, in order; does not wait. */
  List<SysctlWrite> poll();

  /** How it finds out, for people. */
  String how();

  @Override
  void close();
}
