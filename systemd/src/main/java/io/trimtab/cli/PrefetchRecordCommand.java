package io.trimtab.cli;

import io.trimtab.collector.linux.FaultRing;
import io.trimtab.daemon.DaemonException;
import io.trimtab.daemon.prefetch.FaultRecorder;
import io.trimtab.features.prefetch.FaultTrace;
import io.trimtab.features.prefetch.TraceFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Records the page faults of a command. */
@Command(
    name = "record",
    mixinStandardHelpOptions = true,
    customSynopsis = "trimtab prefetch record [OPTIONS] FILE -- COMMAND [ARG...]",
    description = {
      "Run COMMAND, and keep its page faults in FILE, for trimtab prefetch simulate.",
      "Of several processes, it keeps the one that had most faults."
    },
    footer = {
      "",
      "Example:",
      "  sudo trimtab prefetch record convolve.faults -- python3 convolve.py"
    })
final class PrefetchRecordCommand implements Callable<Integer> {
  private static final int DRAINED = 4096;
  private static final long REST_NANOS = 500_000;

  @Spec private CommandSpec spec;

  @Option(
      names = "--most",
      paramLabel = "N",
      description = "Keep so many faults at most (default: ${DEFAULT-VALUE}).")
  private int most = 5_000_000;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What it is called in tables and pictures (default: the file's name).")
  private String name = "";

  @Option(
      names = {"-v", "--verbose"},
      description = "Tell the stack of an error.")
  @SuppressWarnings("UnusedVariable") // Whoever prints the error asks whether it was given.
  private boolean verbose;

  @Parameters(index = "0", paramLabel = "FILE", description = "Where to keep the faults.")
  private Path file = Path.of("");

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "COMMAND",
      description = "The program to run, and its arguments.")
  private List<String> command = List.of();

  @Override
  public Integer call() {
    Interruption.interruptThisThread();
    // After the file, the parser takes the separator for a word of the command.
    if (command.get(0).equals("--") && command.size() > 1) {
      command = command.subList(1, command.size());
    }
    FaultRecorder recorder =
        new FaultRecorder(name.isEmpty() ? String.valueOf(file.getFileName()) : name, most);
    long lost;
    try (FaultRing ring =
        FaultRing.open(new FaultRing.Choice.Processes(), ProcessHandle.current().pid())) {
      Process process = new StoppedCommand(command, false).start(ring::add);
      try {
        while (process.isAlive() && !Interruption.requested()) {
          if (ring.drain(recorder, DRAINED) == 0) {
            ring.rest(REST_NANOS);
          }
        }
        ring.drain(recorder, Integer.MAX_VALUE);
        lost = ring.lost();
      } finally {
        process.destroy();
      }
    }
    FaultTrace trace =
        recorder
            .longest()
            .orElseThrow(
                () -> new DaemonException(DaemonException.Kind.FAILED, "no page fault was seen"));
    try {
      TraceFile.write(trace, file);
    } catch (IOException e) {
      throw DaemonException.failed(file + " cannot be written: " + e.getMessage(), e);
    }
    spec.commandLine()
        .getErr()
        .println(
            "trimtab: "
                + trace.size()
                + " faults are in "
                + file
                + (lost == 0 ? "" : "; " + lost + " came too fast to be kept"));
    return ExitCode.DONE;
  }
}
