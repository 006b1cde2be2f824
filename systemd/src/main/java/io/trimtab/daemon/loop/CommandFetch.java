package io.trimtab.daemon.loop;

import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.run.Command;
import io.trimtab.tuner.run.CommandRunner;
import io.trimtab.tuner.run.RunResult;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/** The first number that a command prints. It is run without a shell, and ended at its limit. */
final class CommandFetch implements Readings.Fetch {
  private final Command command;
  private final Duration limit;
  private final CommandRunner runner = new CommandRunner();

  CommandFetch(List<String> words, Duration limit) {
    this.command = Command.of(words);
    this.limit = limit;
  }

  @Override
  public OptionalDouble get() throws IOException, InterruptedException {
    RunResult result;
    try {
      result = runner.run(command, limit);
    } catch (TunerException e) {
      throw new IOException(e.getMessage(), e);
    }
    if (!result.succeeded()) {
      throw new IOException(command + " " + result.failure());
    }
    return Readings.firstNumber(result.stdout(), command.toString());
  }
}
