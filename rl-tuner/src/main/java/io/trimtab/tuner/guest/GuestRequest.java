package io.trimtab.tuner.guest;

import java.time.Duration;
import java.util.List;

/** Something that a guest is asked to do; the script {@code agent} carries it out. */
public sealed interface GuestRequest {
  /**
   * Run a program to its end.
   *
   * @param command the program
   * @param isObserved whether what /proc shows before and after is told as well
   */
  record Run(GuestCommand command, boolean isObserved) implements GuestRequest {}

  /**
   * Write to files, one after the other, each in one write as the kernel wants it. What they read
   * afterwards is printed, a line each; those that refuse are named on the error stream.
   */
  record Write(List<FileText> files) implements GuestRequest {
    /** Copies the list. */
    public Write {
      files = List.copyOf(files);
    }
  }

  /**
   * Sleep for some time at least, to an instant that does not depend on how long the requests
   * before it took.
   *
   * @param atLeast by the guest's clock; then on to the next whole second
   * @param offset how long after that second
   */
  record Settle(Duration atLeast, Duration offset) implements GuestRequest {}

  /** From now on the machine has so long by its own clock; then its watchdog stops it. */
  record Deadline(Duration limit) implements GuestRequest {}

  /** Have the machine stopped, so that it can be saved; what follows comes when it goes on. */
  record Pause() implements GuestRequest {}

  /**
   * A text for a file.
   *
   * @param path the file, absolute
   * @param text what is written
   */
  record FileText(String path, String text) {}
}
