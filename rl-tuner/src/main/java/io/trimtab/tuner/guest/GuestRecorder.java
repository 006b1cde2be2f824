package io.trimtab.tuner.guest;

import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.guest.GuestRequest.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Reads once what tunables a guest has and which values, and keeps it with the other files. */
final class GuestRecorder {
  private static final String KIND = "tunables";
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** What tunables of the processor are in; {@code debug} tells of every task. */
  private static final String READ =
      "grep -rsH '' --exclude=debug /proc/sys/kernel /sys/kernel/debug/sched"
          + " /sys/kernel/mm/transparent_hugepage";

  private static final String READ_ONLY =
      "/run/trimtab/busybox find /proc/sys/kernel /sys/kernel/debug/sched"
          + " /sys/kernel/mm/transparent_hugepage -type f ! -perm -200";

  private final GuestCache cache;

  GuestRecorder(GuestCache cache) {
    this.cache = cache;
  }

  /**
   * A guest's tunables.
   *
   * @throws TunerException if the guest does not tell
   */
  GuestTunables tunables(GuestMachine machine) throws InterruptedException {
    String entry =
        machine.kernel().release() + "-" + (machine.isQuiet() ? machine.digest() : "smp");
    return new GuestTunables(cache.get(KIND + "/" + entry, empty -> record(machine, empty)));
  }

  private static void record(GuestMachine machine, Path tree)
      throws IOException, InterruptedException {
    JobOutcome outcome =
        machine.carryOut(0, List.of(shell(READ), shell(READ_ONLY)), LIMIT.multipliedBy(2));
    List<GuestReply> replies = outcome.replies();
    if (replies.size() < 2) {
      throw new TunerException(
          "the tunables of " + machine.name() + " cannot be read: " + outcome.failure().orElse(""));
    }
    RecordedFiles files = new RecordedFiles(replies.get(0).result().stdout());
    if (files.isEmpty()) {
      throw new TunerException(
          "the tunables of " + machine.name() + " cannot be read: it shows none");
    }
    files.write(tree, replies.get(1).result().stdout().lines().toList());
  }

  private static Run shell(String script) {
    return new Run(new GuestCommand(List.of("sh", "-c", script), LIMIT), false);
  }
}
