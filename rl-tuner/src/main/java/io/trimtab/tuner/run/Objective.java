package io.trimtab.tuner.run;

import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.measure.Direction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The number to raise or to lower, taken from a run of the workload.
 *
 * @param direction whether less or more is better
 * @param source where the number comes from
 */
public record Objective(Direction direction, Source source) {
  /** Where the number comes from. */
  public sealed interface Source {}

  /** The time that the command took, in seconds. */
  public record Elapsed() implements Source {}

  /** The last match in what the command printed: its first group if it has one. */
  public record Stdout(Pattern pattern) implements Source {}

  /** The first number that another command prints after each run. */
  public record Exec(List<String> arguments) implements Source {}

  private static final Duration EXEC_LIMIT = Duration.ofSeconds(30);
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(?:\\d[\\d_,]*\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?");

  /**
   * Parses {@code min:elapsed}, {@code max:stdout:REGEX} or {@code max:exec:CMD}.
   *
   * @throws TunerException when it is of another form
   */
  public static Objective parse(String text) {
    String[] parts = text.split(":", 3);
    Direction direction =
        switch (parts[0]) {
          case "min" -> Direction.MINIMISE;
          case "max" -> Direction.MAXIMISE;
          default -> throw malformed(text);
        };
    String source = parts.length > 1 ? parts[1] : "";
    String rest = parts.length > 2 ? parts[2] : "";
    if (source.equals("elapsed") && rest.isEmpty()) {
      return new Objective(direction, new Elapsed());
    }
    if (rest.isBlank()) {
      throw malformed(text);
    }
    return switch (source) {
      case "stdout" -> new Objective(direction, new Stdout(pattern(rest)));
      case "exec" -> new Objective(direction, exec(text, rest));
      default -> throw malformed(text);
    };
  }

  private static Exec exec(String objective, String command) {
    try {
      return new Exec(Words.split(command));
    } catch (IllegalArgumentException e) {
      throw TunerException.invalid("--objective \"" + objective + "\": " + e.getMessage());
    }
  }

  private static Pattern pattern(String regex) {
    try {
      return Pattern.compile(regex, Pattern.MULTILINE);
    } catch (PatternSyntaxException e) {
      throw TunerException.invalid(
          "--objective: bad regular expression at "
              + e.getIndex()
              + ": "
              + e.getDescription()
              + " in \""
              + regex
              + "\"");
    }
  }

  private static TunerException malformed(String text) {
    return TunerException.invalid(
        "--objective \""
            + text
            + "\" is none of min:elapsed, min|max:stdout:REGEX, min|max:exec:CMD");
  }

  /**
   * The objective's value after a run that succeeded: a positive finite number.
   *
   * @throws TunerException when there is no number, or one from which no ratio can be formed
   */
  public double value(RunResult run, CommandRunner runner) throws InterruptedException {
    double value;
    if (source instanceof Stdout stdout) {
      value = fromText(stdout.pattern(), run.stdout());
    } else if (source instanceof Exec exec) {
      value = fromCommand(exec.arguments(), runner);
    } else {
      value = run.seconds();
    }
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new TunerException(
          "the objective is " + value + "; it must be a positive number to compare by ratio");
    }
    return value;
  }

  private static double fromText(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    Optional<String> last = Optional.empty();
    while (matcher.find()) {
      String found = matcher.groupCount() > 0 ? matcher.group(1) : matcher.group();
      last = Optional.of(found == null ? "" : found);
    }
    String found =
        last.orElseThrow(
            () ->
                new TunerException(
                    "the objective's regular expression \""
                        + pattern
                        + "\" matches nothing that the command printed"));
    return number(found)
        .orElseThrow(
            () ->
                new TunerException(
                    "the objective's regular expression matched \""
                        + found
                        + "\", which holds no number"));
  }

  private static double fromCommand(List<String> arguments, CommandRunner runner)
      throws InterruptedException {
    Command command = Command.of(arguments);
    RunResult run = runner.run(command, EXEC_LIMIT);
    if (!run.succeeded()) {
      throw new TunerException("the objective's command " + command + " " + run.failure());
    }
    return number(run.stdout())
        .orElseThrow(
            () -> new TunerException("the objective's command " + command + " printed no number"));
  }

  /** The first number in a text; thousands may be parted by commas or underscores. */
  static Optional<Double> number(String text) {
    if (text.strip().equalsIgnoreCase("nan")) {
      return Optional.of(Double.NaN);
    }
    Matcher matcher = NUMBER.matcher(text);
    return matcher.find()
        ? Optional.of(Double.parseDouble(matcher.group().replaceAll("[_,]", "")))
        : Optional.empty();
  }
}
