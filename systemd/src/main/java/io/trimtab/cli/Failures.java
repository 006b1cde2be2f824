package io.trimtab.cli;

import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.catalogue.Names;
import io.trimtab.collector.CollectorException;
import io.trimtab.daemon.DaemonException;
import io.trimtab.daemon.config.ConfigException;
import io.trimtab.features.FeaturesException;
import io.trimtab.fuzz.FuzzException;
import io.trimtab.tuner.TunerException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** One line on stderr for each failure; with {@code --verbose} the stack as well. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed)
      throws Exception {
    PrintWriter err = command.getErr();
    if (e instanceof ParameterException parameter) {
      return handleParseException(parameter, new String[0]);
    }
    if (e instanceof ActuatorException known) {
      err.println("trimtab: " + oneLine(known.getMessage()));
      trace(e, parsed, err);
      return ExitCode.of(known.kind());
    }
    if (e instanceof ConfigException known) {
      known.problems().forEach(problem -> err.println("trimtab: " + oneLine(problem)));
      trace(e, parsed, err);
      return ExitCode.of(known.kind());
    }
    if (e instanceof DaemonException known) {
      err.println("trimtab: " + oneLine(known.getMessage()));
      trace(e, parsed, err);
      return ExitCode.of(known.kind());
    }
    if (e instanceof TunerException known) {
      err.println("trimtab: " + oneLine(known.getMessage()));
      trace(e, parsed, err);
      return ExitCode.of(known.kind());
    }
    if (e instanceof FuzzException known) {
      // Descriptions can be wrong in several places; each of them is a line.
      known.getMessage().lines().forEach(line -> err.println("trimtab: " + oneLine(line)));
      trace(e, parsed, err);
      return ExitCode.of(known.kind());
    }
    if (e instanceof CollectorException known) {
      err.println("trimtab: " + oneLine(String.valueOf(known.getMessage())));
      trace(e, parsed, err);
      return ExitCode.FAILED;
    }
    if (e instanceof FeaturesException known) {
      // What is wrong with features or models is wrong with a file that was given.
      err.println("trimtab: " + oneLine(String.valueOf(known.getMessage())));
      trace(e, parsed, err);
      return ExitCode.USAGE;
    }
    if (Interruption.isEnding()) {
      // What was under way has lost its ground: that is the signal's doing.
      err.println("trimtab: stopped");
      return ExitCode.FAILED;
    }
    err.println("trimtab: this is a bug in Trimtab, please report it: " + e);
    e.printStackTrace(err);
    return ExitCode.FAILED;
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("trimtab: " + oneLine(message(e)));
    err.println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE;
  }

  /** Picocli's message in the manner of the others. */
  private static String message(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
      return unmatched(unmatched);
    }
    String text = String.valueOf(e.getMessage()).replaceFirst("^Error: ", "");
    text = text.replaceFirst(" is not an? (int|long)$", " is not a whole number");
    text = text.replaceFirst(" is not a double$", " is not a number");
    boolean isSentence =
        text.length() > 1
            && Character.isUpperCase(text.charAt(0))
            && Character.isLowerCase(text.charAt(1));
    return isSentence ? Character.toLowerCase(text.charAt(0)) + text.substring(1) : text;
  }

  private static String unmatched(UnmatchedArgumentException e) {
    CommandLine command = e.getCommandLine();
    String word = e.getUnmatched().get(0);
    Set<String> known;
    String what;
    if (e.isUnknownOption()) {
      what = "unknown option ";
      known = command.getCommandSpec().optionsMap().keySet();
    } else if (command.getSubcommands().isEmpty()
        || !command.getCommandSpec().positionalParameters().isEmpty()) {
      return "one word too many: " + word;
    } else {
      what = "unknown command ";
      known = command.getSubcommands().keySet();
    }
    List<String> nearest = Names.nearest(word, known);
    return what
        + word
        + (nearest.isEmpty() ? "" : "; did you mean " + String.join(" or ", nearest) + "?");
  }

  private static void trace(Exception e, ParseResult parsed, PrintWriter err) {
    ParseResult deepest = parsed;
    while (deepest.hasSubcommand()) {
      deepest = deepest.subcommand();
    }
    if (deepest.hasMatchedOption("--verbose")) {
      e.printStackTrace(err);
    }
  }

  /** Whatever is quoted in a message, a failure stays one line. */
  private static String oneLine(String message) {
    return message.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
