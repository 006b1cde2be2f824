package io.trimtab.collector.foreign;

import java.util.Optional;

/**
 * A sysctl that somebody wrote.
 *
 * @param monotonicNanos when, by the kernel's CLOCK_MONOTONIC; when it was noticed, if nobody saw
 *     it being written
 * @param name the sysctl, such as {@code vm.swappiness}
 * @param before its value before; longer ones are cut off after 63 bytes
 * @param after what was written, or what it is now
 * @param writer who wrote it; empty if only the change was noticed
 */
public record SysctlWrite(
    long monotonicNanos, String name, String before, String after, Optional<Writer> writer) {
  /**
   * The process that wrote.
   *
   * @param command its name as the kernel keeps it, 15 bytes at most
   * @param cgroup its path in the cgroup v2 hierarchy, {@code /} for the root; {@code #NUMBER} if
   *     it has gone since
   */
  public record Writer(int pid, int uid, String command, String cgroup) {}

  /** Who wrote, where nobody can tell. */
  public static final String UNKNOWN = "someone unknown";

  /** Who wrote, for people. */
  public String who() {
    return writer
        .map(
            who ->
                who.command()
                    + " (pid "
                    + who.pid()
                    + ", uid "
                    + who.uid()
                    + ", cgroup "
                    + who.cgroup()
                    + ")")
        .orElse(UNKNOWN);
  }

  /** One line for people. */
  public String text() {
    return name + ": " + before + " -> " + after + " by " + who();
  }
}
