package io.trimtab.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The program: parses the command line, runs the command, and turns failures into exit codes. */
@Command(
    name = "trimtab",
    mixinStandardHelpOptions = true,
    description = "Tunes the Linux kernel by measured, guarded experiments that can be undone.",
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Done.",
      "1:It did not work.",
      "2:Wrong usage or input; nothing was tried.",
      "3:Not permitted, or not available on this machine; nothing was tried."
    },
    footer = {
      "",
      "Start with:",
      "  trimtab doctor                      what works on this machine",
      "  sudo trimtab demo                   a first look, put back afterwards",
      "  sudo trimtab tune -- ./bench.sh     tune for one command",
      "  sudo trimtab watch                  what the kernel does, live"
    })
public final class Trimtab implements Callable<Integer> {
  /** The commands, in the order of the help. */
  private static final List<Map.Entry<String, Class<?>>> COMMANDS =
      List.of(
          entry("demo", DemoCommand.class),
          entry("tune", TuneCommand.class),
          entry("tunables", TunablesCommand.class),
          entry("set", SetCommand.class),
          entry("apply", ApplyCommand.class),
          entry("rollback", RollbackCommand.class),
          entry("history", HistoryCommand.class),
          entry("export", ExportCommand.class),
          entry("metrics", MetricsCommand.class),
          entry("watch", WatchCommand.class),
          entry("record", RecordCommand.class),
          entry("replay", ReplayCommand.class),
          entry("classify", ClassifyCommand.class),
          entry("train", TrainCommand.class),
          entry("guest", GuestCommand.class),
          entry("policy", PolicyCommand.class),
          entry("prefetch", PrefetchCommand.class),
          entry("fuzz", FuzzCommand.class),
          entry("run", RunCommand.class),
          entry("status", StatusCommand.class),
          entry("explain", ExplainCommand.class),
          entry("log", LogCommand.class),
          entry("report", ReportCommand.class),
          entry("advice", AdviceCommand.class),
          entry("freeze", FreezeCommand.class),
          entry("thaw", ThawCommand.class),
          entry("resume", ResumeCommand.class),
          entry("config", ConfigCommand.class),
          entry("doctor", DoctorCommand.class),
          entry("help", CommandLine.HelpCommand.class));

  /** Commands that run another one. */
  private static final Set<String> TAKES_COMMAND =
      Set.of("trimtab tune", "trimtab prefetch", "trimtab prefetch record", "trimtab guest run");

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }

  private static Map.Entry<String, Class<?>> entry(String name, Class<?> type) {
    return Map.entry(name, type);
  }

  /** Runs one command line; the exit code is 0, 1, 2 or 3 as {@link ExitCode} says. */
  public static int execute(String... args) {
    return commandLine(args).execute(args);
  }

  /** The whole command line model, from which help, completion and reference are generated. */
  public static CommandLine commandLine() {
    return commandLine(COMMANDS);
  }

  /**
   * As much of it as a command line needs: where that begins with a command, that one alone. To
   * build the model of all commands takes longer than most of them run.
   */
  static CommandLine commandLine(String... args) {
    List<Map.Entry<String, Class<?>>> meant =
        COMMANDS.stream()
            .filter(command -> args.length > 0 && command.getKey().equals(args[0]))
            .filter(command -> command.getValue() != CommandLine.HelpCommand.class)
            .toList();
    return commandLine(meant.isEmpty() ? COMMANDS : meant);
  }

  private static CommandLine commandLine(List<Map.Entry<String, Class<?>>> commands) {
    CommandLine commandLine = new CommandLine(new Trimtab());
    commands.forEach(command -> commandLine.addSubcommand(command.getKey(), command.getValue()));
    setUp(commandLine.getCommandSpec());
    return commandLine
        .setExecutionExceptionHandler(new Failures())
        .setParameterExceptionHandler(new Failures())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setUsageHelpLongOptionsMaxWidth(28);
  }

  /** What holds for every command: its version, and options in the order of importance. */
  private static void setUp(CommandSpec command) {
    command.versionProvider(new VersionProvider());
    command.usageMessage().sortOptions(false).sortSynopsis(false);
    // What follows the command to tune for is that command's own, dashes and all.
    command.parser().stopAtPositional(TAKES_COMMAND.contains(command.qualifiedName()));
    command.subcommands().values().forEach(subcommand -> setUp(subcommand.getCommandSpec()));
  }

  public static void main(String[] args) {
    PrintWriter out =
        new PrintWriter(
            new OutputStreamWriter(
                new FileOutputStream(FileDescriptor.out), StandardCharsets.UTF_8),
            true);
    // UTF-8 whatever the locale: that is what JSON is in, and pictures are made of.
    int code = commandLine(args).setOut(out).execute(args);
    out.flush();
    Interruption.finished();
    System.exit(code);
  }
}
