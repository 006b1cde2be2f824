package io.trimtab.tuner.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A workload command, run without a shell.
 *
 * @param arguments the program and its arguments
 * @param user whom to run it as; empty for the present user
 * @param cgroup the memory cgroup to run it in
 * @param cold files whose clean pages are dropped from the page cache before every run
 */
public record Command(
    List<String> arguments, Optional<String> user, Optional<MemoryCgroup> cgroup, List<Path> cold) {
  public Command {
    arguments = List.copyOf(arguments);
    cold = List.copyOf(cold);
  }

  /** A command as the present user, in the present cgroup, with the page cache as it is. */
  public static Command of(List<String> arguments) {
    return new Command(arguments, Optional.empty(), Optional.empty(), List.of());
  }

  /** As a person would type it. */
  @Override
  public String toString() {
    return String.join(" ", arguments);
  }
}
