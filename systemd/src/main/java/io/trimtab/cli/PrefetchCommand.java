package io.trimtab.cli;

import com.google.gson.Gson;
import io.trimtab.collector.linux.FaultRing;
import io.trimtab.daemon.DaemonException;
import io.trimtab.daemon.prefetch.PrefetchLoop;
import io.trimtab.daemon.prefetch.PrefetchReport;
import io.trimtab.daemon.prefetch.PrefetchSettings;
import io.trimtab.daemon.prefetch.SwapAreas;
import io.trimtab.features.prefetch.LeapPrefetcher;
import io.trimtab.features.prefetch.LearnedPrefetcher;
import io.trimtab.features.prefetch.Prefetcher;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings pages in before programs need them. */
@Command(
    name = "prefetch",
    mixinStandardHelpOptions = true,
    subcommands = {PrefetchRecordCommand.class, PrefetchSimulateCommand.class},
    customSynopsis = {
      "trimtab prefetch [OPTIONS] --pid N | --cgroup PATH",
      "trimtab prefetch [OPTIONS] -- COMMAND [ARG...]"
    },
    description = {
      "Learn which pages programs will need next, and have them swapped in before.",
      "For programs that need more memory than they may have, with swap on a disk. Where it does not"
          + " pay it is left alone, and tried again later."
    },
    footer = {
      "",
      "Examples:",
      "  sudo trimtab prefetch -- python3 convolve.py",
      "  sudo trimtab prefetch --pid 1234 --for 10m",
      "  sudo trimtab prefetch --cgroup /sys/fs/cgroup/batch --json"
    })
final class PrefetchCommand implements Callable<Integer> {
  /** The predictors that there are. */
  enum Predictor {
    LEARNED,
    LEAP
  }

  @Spec private CommandSpec spec;

  private volatile boolean eof;

  /** The cgroup that is looked after. */
  private Optional<CgroupDirectory> directory = Optional.empty();

  /** The one that was found in its place. */
  private Optional<CgroupDirectory> successor = Optional.empty();

  @Option(names = "--pid", paramLabel = "N", description = "Look after this process.")
  private @Nullable Integer pid;

  @Option(
      names = "--cgroup",
      paramLabel = "PATH",
      description = "Look after every process in this cgroup's directory, and below.")
  private @Nullable Path cgroup;

  @Option(
      names = "--predictor",
      paramLabel = "NAME",
      description = "Who foretells pages: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Predictor predictor = Predictor.LEARNED;

  @Option(
      names = "--always",
      description = "Do not find out whether it pays: to measure what that costs.")
  private boolean always;

  @Option(
      names = "--watch-only",
      description = "Look at faults and ask for nothing: to measure what looking costs.")
  private boolean watchOnly;

  @Option(
      names = "--rate",
      paramLabel = "PAGES",
      description = "Ask for at most so many pages a second (default: ${DEFAULT-VALUE}).")
  private long rate = 200_000;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Bring pages in with so many threads, 1 to 8 (default: ${DEFAULT-VALUE}).")
  private int threads = 4;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      converter = Durations.class,
      description = "End after this time (default: with the process, or Ctrl-C).")
  private @Nullable Duration time;

  @Option(
      names = "--until-eof",
      description = "End when standard input does: for programs that start this one.")
  private boolean untilEof;

  @Option(
      names = "--every",
      paramLabel = "DURATION",
      converter = Durations.class,
      description = "Tell how it goes so often (default: 1s).")
  private Duration every = Duration.ofSeconds(1);

  @Option(
      names = "--json",
      description =
          "Print an object in one line each time; what COMMAND prints goes to standard error.")
  private boolean json;

  @Option(
      names = {"-v", "--verbose"},
      description = "Tell the stack of an error.")
  @SuppressWarnings("UnusedVariable") // Whoever prints the error asks whether it was given.
  private boolean verbose;

  @Parameters(
      arity = "0..*",
      paramLabel = "COMMAND",
      description = "The program to run and look after, and its arguments.")
  private List<String> command = List.of();

  @Override
  public Integer call() {
    int ways = (pid == null ? 0 : 1) + (cgroup == null ? 0 : 1) + (command.isEmpty() ? 0 : 1);
    if (ways != 1) {
      throw new ParameterException(
          spec.commandLine(), "give one of --pid, --cgroup and -- COMMAND");
    }
    if (threads < 1 || threads > 8) {
      throw new ParameterException(spec.commandLine(), "--threads " + threads + " is not 1 to 8");
    }
    if (rate < 1) {
      throw new ParameterException(spec.commandLine(), "--rate " + rate + " is below 1");
    }
    Optional<String> noSwap = SwapAreas.read(Path.of("/")).obstacle();
    if (noSwap.isPresent() && !watchOnly) {
      return without(noSwap.get());
    }
    PrefetchSettings settings =
        new PrefetchSettings(this::predictor, threads, rate, !always, watchOnly);
    Interruption.interruptThisThread();
    if (untilEof) {
      awaitEof();
    }
    long end = time == null ? Long.MAX_VALUE : System.nanoTime() + time.toNanos();
    directory = subject();
    int code = lookAfter(settings, end);
    while (successor.isPresent()) {
      directory = successor;
      code = lookAfter(settings, end);
    }
    return code;
  }

  /** Until it is over, or its cgroup is another. */
  private int lookAfter(PrefetchSettings settings, long end) {
    Optional<Process> child = Optional.empty();
    FaultRing ring = FaultRing.open(choice(), ProcessHandle.current().pid());
    try (PrefetchLoop loop = PrefetchLoop.start(ring, settings)) {
      if (pid != null && !ring.add(pid)) {
        throw new DaemonException(DaemonException.Kind.FAILED, "too many processes");
      }
      if (!command.isEmpty()) {
        child = Optional.of(new StoppedCommand(command, json).start(ring::add));
      }
      boolean isGone = watch(loop, child, end);
      successor = isGone && !eof ? directory.flatMap(CgroupDirectory::successor) : Optional.empty();
      loop.end();
      tell(loop.report(), successor.isEmpty());
      loop.obstacle()
          .ifPresent(reason -> spec.commandLine().getErr().println("trimtab: " + reason));
      // Whatever became of us, the command goes on.
      int code = child.isPresent() ? await(child.get()) : ExitCode.DONE;
      loop.failure()
          .ifPresent(
              e -> {
                throw e;
              });
      return code;
    } finally {
      child.filter(Process::isAlive).ifPresent(Process::destroy);
    }
  }

  /** Nothing can be brought in: a command runs all the same, at no cost. */
  private int without(String reason) {
    if (command.isEmpty()) {
      throw DaemonException.unavailable(reason);
    }
    spec.commandLine().getErr().println("trimtab: " + reason);
    Interruption.interruptThisThread();
    Process process = new StoppedCommand(command, json).start(ready -> true);
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      return ExitCode.FAILED;
    } finally {
      process.destroy();
    }
  }

  /** The command goes on to its end without us, unless a signal asked to stop. */
  private static int await(Process process) {
    try {
      return Interruption.requested() ? ExitCode.DONE : process.waitFor();
    } catch (InterruptedException e) {
      return ExitCode.DONE;
    }
  }

  /** Has the input read until it ends, which is what {@link #isOver} asks then. */
  private void awaitEof() {
    Thread thread =
        new Thread(
            () -> {
              try (InputStream in = System.in) {
                in.transferTo(OutputStream.nullOutputStream());
              } catch (IOException e) {
                // That is an end, too.
              }
              eof = true;
            },
            "input");
    thread.setDaemon(true);
    thread.start();
  }

  private Prefetcher predictor() {
    return predictor == Predictor.LEAP ? new LeapPrefetcher() : new LearnedPrefetcher();
  }

  /** The cgroup that was asked for, if one was; that it, or the process, is there. */
  private Optional<CgroupDirectory> subject() {
    if (pid != null && !Files.exists(Path.of("/proc/" + pid))) {
      throw DaemonException.invalid("--pid " + pid + ": there is no such process");
    }
    if (cgroup == null) {
      return Optional.empty();
    }
    Optional<CgroupDirectory> found = CgroupDirectory.at(cgroup);
    if (found.isEmpty()) {
      throw DaemonException.invalid("--cgroup " + cgroup + ": that is no cgroup's directory");
    }
    return found;
  }

  private FaultRing.Choice choice() {
    return directory
        .<FaultRing.Choice>map(one -> new FaultRing.Choice.Cgroup(one.inode()))
        .orElseGet(FaultRing.Choice.Processes::new);
  }

  /** Tells how it goes until it is over; whether that is because what was asked for is gone. */
  private boolean watch(PrefetchLoop loop, Optional<Process> child, long end) {
    long next = System.nanoTime() + every.toNanos();
    try {
      while (System.nanoTime() < end && loop.failure().isEmpty()) {
        long wait = Math.min(TimeUnit.MILLISECONDS.toNanos(200), next - System.nanoTime());
        if (child.isPresent()) {
          if (child.get().waitFor(Math.max(1, wait), TimeUnit.NANOSECONDS)) {
            return true;
          }
        } else {
          Thread.sleep(Math.max(1, TimeUnit.NANOSECONDS.toMillis(wait)));
        }
        if (isOver()) {
          return true;
        }
        if (System.nanoTime() >= next) {
          next += every.toNanos();
          tell(loop.report(), false);
        }
      }
    } catch (InterruptedException e) {
      // Ctrl-C: the usual end.
    }
    return false;
  }

  /** Whether what was asked for is gone. */
  private boolean isOver() {
    return eof
        || (pid != null && !Files.exists(Path.of("/proc/" + pid)))
        || directory.filter(one -> !one.isThere()).isPresent();
  }

  private void tell(PrefetchReport report, boolean isLast) {
    PrintWriter out = json ? spec.commandLine().getOut() : spec.commandLine().getErr();
    out.println(
        json
            ? new Gson().toJson(PrefetchText.json(report, isLast))
            : PrefetchText.line(report, isLast));
    out.flush();
  }
}
