package io.trimtab.cli;

import io.trimtab.actuators.ActuatorException;
import io.trimtab.tuner.TunerException;
import java.io.PrintWriter;
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
      err.println("trimtab: " + known.getMessage());
      trace(e, parsed, err);
      return ExitCode.of(known.kind());
    }
    if (e instanceof TunerException known) {
      err.println("trimtab: " + known.getMessage());
      trace(e, parsed, err);
      return ExitCode.of(known.kind());
    }
    err.println("trimtab: this is a bug in Trimtab, please report it: " + e);
    e.printStackTrace(err);
    return ExitCode.FAILED;
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("trimtab: " + firstLine(String.valueOf(e.getMessage())));
    if (!UnmatchedArgumentException.printSuggestions(e, err)) {
      err.println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
    }
    return ExitCode.USAGE;
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

  private static String firstLine(String message) {
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
