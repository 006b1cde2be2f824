package io.trimtab.cli;

import io.trimtab.collector.Collector;
import io.trimtab.collector.CollectorException;
import io.trimtab.collector.HostProbe;
import io.trimtab.collector.Level;
import io.trimtab.collector.foreign.ForeignWrites;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say what of which machine is observed. */
final class CollectorOptions {
  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      description = "The level not to go beyond: full, or proc (no eBPF).")
  private Level level = Level.FULL;

  @Option(
      names = "--cgroup",
      paramLabel = "PATH",
      description = "Observe this cgroup, too, such as /system.slice/ssh.service; repeatable.")
  private List<String> cgroups = new ArrayList<>();

  @Option(
      names = "--root",
      paramLabel = "DIR",
      description = "Use the /proc and /sys below DIR instead of this host's.")
  private Path root = Path.of("/");

  @Option(
      names = {"-v", "--verbose"},
      description = "Tell what cannot be read, and the stack of an error.")
  private boolean verbose;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  PrintWriter err() {
    return spec.commandLine().getErr();
  }

  Path root() {
    return root;
  }

  /** Starts to observe. */
  Collector open() {
    PrintWriter err = spec.commandLine().getErr();
    return open(line -> err.println("trimtab: " + line));
  }

  /**
   * The same, for a command that may have no place for problems on the terminal.
   *
   * @param log takes them, if they are asked for
   */
  Collector open(Consumer<String> log) {
    if (!Files.isDirectory(root)) {
      throw usage("--root " + root + ": no such directory");
    }
    try {
      return Collector.open(
          new Collector.Options(root, level, cgroups),
          Clock.systemUTC(),
          System::nanoTime,
          verbose ? log : line -> {});
    } catch (CollectorException e) {
      throw usage(String.valueOf(e.getMessage()));
    }
  }

  /** Starts to watch what others write. */
  ForeignWrites openWrites() {
    return level == Level.FULL && root.equals(Path.of("/"))
        ? ForeignWrites.start(root, System::nanoTime)
        : ForeignWrites.compare(root, System::nanoTime);
  }

  /** What is wrong with the command line. */
  ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /** Which machine it is, in a few words. */
  String title() {
    String kernel = "Linux " + new HostProbe(root).kernelRelease();
    try {
      return Files.readString(root.resolve("proc/sys/kernel/hostname")).strip() + "  " + kernel;
    } catch (IOException e) {
      return kernel;
    }
  }
}
