package io.trimtab.tuner.guest;

import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.files.Trees;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Lets guests go on from where one was saved, each with a job of its own. All start from the very
 * same state, so that no job can tell what ran before it.
 */
final class ResumedGuests {
  private static final Duration LOAD = Duration.ofMinutes(1);

  /** How much slower than the host's clock a quiet guest's may go on a busy host. */
  private static final int SLOWEST = 20;

  private static final int MOST_JOB_BYTES = 128 << 10;
  private static final String WATCHDOG = "WATCHDOG";
  private static final String LOADED = "MIGRATION completed";

  /** What QEMU says when it was asked to end, which it then does as if all were well. */
  private static final String ON_SIGNAL = "terminating on signal";

  /** Hang-up, interrupt, kill and terminate: none that a program brings upon itself. */
  private static final Set<Integer> ENDING_SIGNALS = Set.of(1, 2, 9, 15);

  /** Java adds a signal's number to this. */
  private static final int SIGNALLED = 128;

  private final GuestCache cache;
  private final HostPrograms programs;

  ResumedGuests(GuestCache cache, HostPrograms programs) {
    this.cache = cache;
    this.programs = programs;
  }

  /**
   * Has a job carried out. Its replies depend on the saved guest, the seed and the requests alone.
   *
   * @param seed of the guest's random numbers, from 0 on
   * @param requests anything but a pause
   * @param limit how long it may take by the guest's clock; it has twenty times as much by the
   *     host's, and a minute
   * @throws TunerException if no guest can be had
   */
  JobOutcome run(SavedGuest saved, long seed, List<? extends GuestRequest> requests, Duration limit)
      throws InterruptedException {
    byte[] job = GuestProtocol.job(requests);
    if (job.length > MOST_JOB_BYTES) {
      throw TunerException.invalid("more than 128 KiB of requests to a guest");
    }
    try (RunDirectory run = cache.newRun()) {
      StateCommand command = saved.resuming(seed, run.path());
      SavedGuests.sparse(command.jobs(), SavedGuests.JOBS_BYTES);
      try (FileChannel file = FileChannel.open(command.jobs(), StandardOpenOption.WRITE)) {
        file.write(ByteBuffer.wrap(job), 0);
      }
      Duration patience = limit.multipliedBy(SLOWEST).plus(LOAD);
      Optional<String> end = await(saved, command, run.path().resolve("errors"), patience);
      return outcome(command, requests, limit, end.isEmpty(), end.filter(WATCHDOG::equals));
    } catch (IOException e) {
      throw new TunerException("cannot run a guest: " + Trees.reason(e), e);
    }
  }

  /**
   * Waits until the guest is off, or its watchdog has stopped it; then it is ended.
   *
   * @return empty if neither was the case in time
   */
  private Optional<String> await(
      SavedGuest saved, StateCommand command, Path errors, Duration patience)
      throws IOException, InterruptedException {
    Process process = QemuLauncher.start(programs, command.arguments(), errors);
    try (QemuMonitor monitor = new QemuMonitor(process)) {
      monitor.begin();
      monitor.load(saved.state());
      requireLoaded(saved, monitor, errors);
      monitor.goOn();
      Optional<String> event = monitor.await(Set.of(WATCHDOG), patience);
      if (event.isPresent() && !event.get().equals(WATCHDOG)) {
        requireOwnEnd(process.onExit().join().exitValue(), errors);
      }
      return event;
    }
  }

  /**
   * A guest that someone ended says nothing of the setting that it ran: its trial must not be taken
   * for a crash.
   */
  static void requireOwnEnd(int status, Path errors) {
    if (ENDING_SIGNALS.contains(status - SIGNALLED) || LastWords.of(errors).contains(ON_SIGNAL)) {
      throw new TunerException("a guest was ended from outside, and its trial counts for nothing");
    }
  }

  private static void requireLoaded(SavedGuest saved, QemuMonitor monitor, Path errors)
      throws InterruptedException {
    Optional<String> event = monitor.await(Set.of(LOADED, "MIGRATION failed"), LOAD);
    if (event.filter(LOADED::equals).isEmpty()) {
      throw new TunerException(
          "a guest could not go on from %s%s%s; delete that directory to have it made anew"
              .formatted(
                  saved.directory(),
                  monitor.complaint().isEmpty() ? "" : ": " + monitor.complaint(),
                  LastWords.of(errors)));
    }
  }

  private static JobOutcome outcome(
      StateCommand command,
      List<? extends GuestRequest> requests,
      Duration limit,
      boolean isTooSlow,
      Optional<String> watchdog)
      throws IOException {
    List<GuestReply> replies = replies(command.line());
    if (replies.size() == requests.stream().filter(GuestProtocol::isAnswered).count()) {
      return new JobOutcome(replies, Optional.empty(), true);
    }
    Optional<String> panic = LastWords.panic(command.console());
    String failure;
    if (isTooSlow) {
      failure = "the guest was ended after too long a time on this host";
    } else if (watchdog.isPresent()) {
      failure = "the guest hung: it came to no end in " + limit.toSeconds() + " s of its own time";
    } else {
      failure = "the guest crashed: " + panic.orElse("it has ended");
    }
    // An end without a word of the kernel's may have been this host's doing, as on a full disk.
    return new JobOutcome(
        replies, Optional.of(failure), watchdog.isPresent() || (!isTooSlow && panic.isPresent()));
  }

  private static List<GuestReply> replies(Path line) throws IOException {
    List<GuestReply> replies = new ArrayList<>();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(line))) {
      while (GuestProtocol.read(in) instanceof GuestProtocol.Done done) {
        replies.add(done.reply());
      }
    }
    return replies;
  }
}
