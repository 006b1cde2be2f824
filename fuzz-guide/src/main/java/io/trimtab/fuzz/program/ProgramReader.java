package io.trimtab.fuzz.program;

import io.trimtab.fuzz.FuzzException;
import io.trimtab.fuzz.model.Call;
import io.trimtab.fuzz.model.Descriptions;
import io.trimtab.fuzz.model.Direction;
import io.trimtab.fuzz.program.Arg.ResultArg;
import io.trimtab.fuzz.program.Invocation.Properties;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads programs in syzkaller's text format. Corpora outlive the descriptions that they were made
 * with; {@link Mode#LENIENT} puts defaults in the place of what no longer fits, as syzkaller does.
 */
public final class ProgramReader {
  /** How much is forgiven. */
  public enum Mode {
    /** Nothing. */
    STRICT,
    /** What can be repaired. */
    LENIENT
  }

  private static final int LONGEST = 16 << 20;
  private static final int MOST_CALLS = 10_000;

  private final Descriptions descriptions;
  private final Mode mode;
  private final String source;
  private final Map<String, Integer> labels = new HashMap<>();
  private final Autos autos = new Autos();
  private int nextLabel;
  private long weight;

  private ProgramReader(Descriptions descriptions, Mode mode, String source) {
    this.descriptions = descriptions;
    this.mode = mode;
    this.source = source;
  }

  /**
   * Reads a program.
   *
   * @param source where it is from, for messages
   * @throws FuzzException with position, if it cannot be read
   */
  public static Program read(Descriptions descriptions, String source, String text, Mode mode) {
    return new ProgramReader(descriptions, mode, source).program(text);
  }

  private Program program(String text) {
    if (text.length() > LONGEST) {
      throw FuzzException.invalid(source + ": the program has more than 16 MiB");
    }
    List<Invocation> invocations = new ArrayList<>();
    int number = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      number++;
      TextCursor cursor = new TextCursor(source, number, line.stripTrailing());
      if (cursor.isAtEnd() || cursor.peek() == '#') {
        continue;
      }
      if (invocations.size() == MOST_CALLS) {
        throw cursor.wrong("a program has at most " + MOST_CALLS + " calls; split it");
      }
      invocations.add(Conditions.settle(invocation(cursor)));
    }
    Program program = autos.fill(new Program(invocations));
    Validator.check(program, source);
    return program;
  }

  private Invocation invocation(TextCursor cursor) {
    int start = cursor.place();
    String name = cursor.word();
    Optional<String> variable = Optional.empty();
    if (cursor.accept('=')) {
      variable = Optional.of(name);
      start = cursor.place();
      name = cursor.word();
    }
    Optional<Call> found = descriptions.call(name);
    if (found.isEmpty()) {
      cursor.back(start);
      throw cursor.wrong("unknown call " + name + "; pass the descriptions that have it");
    }
    Call call = found.get();
    cursor.expect('(');
    ArgReader reader = new ArgReader(this, cursor);
    List<Arg> args = new ArrayList<>();
    while (cursor.peek() != ')') {
      if (args.size() == call.arguments().size()) {
        repair(cursor, call + " takes " + args.size() + " arguments and no more");
        cursor.skipValue(false);
        break;
      }
      args.add(reader.arg(call.arguments().get(args.size()).type(), Direction.IN));
      if (cursor.peek() != ')') {
        cursor.expect(',');
      }
    }
    cursor.expect(')');
    Properties properties = cursor.accept('(') ? properties(cursor) : Properties.NONE;
    if (!cursor.isAtEnd() && cursor.peek() != '#') {
      throw cursor.wrong(
          "nothing may stand behind a call; remove \"" + shown(cursor.rest()) + "\"");
    }
    while (args.size() < call.arguments().size()) {
      repair(cursor, call + " takes " + call.arguments().size() + " arguments; add the rest");
      args.add(Defaults.of(call.arguments().get(args.size()).type(), Direction.IN));
    }
    int label = call.result().isPresent() ? newLabel() : ResultArg.NONE;
    if (variable.isPresent() && label != ResultArg.NONE) {
      labels.put(variable.get(), label);
    }
    return new Invocation(call, List.copyOf(args), label, properties);
  }

  private Properties properties(TextCursor cursor) {
    int failAt = 0;
    boolean isAsync = false;
    int rerun = 0;
    while (cursor.peek() != ')') {
      String name = cursor.word();
      switch (name) {
        case "fail_nth" -> failAt = count(cursor);
        case "async" -> isAsync = true;
        case "rerun" -> rerun = count(cursor);
        default -> {
          repair(cursor, "unknown property " + name + "; there are fail_nth, async and rerun");
          cursor.skipValue(true);
        }
      }
      if (cursor.peek() != ')') {
        cursor.expect(',');
      }
    }
    cursor.expect(')');
    return new Properties(failAt, isAsync, rerun);
  }

  private static int count(TextCursor cursor) {
    cursor.expect(':');
    long count = cursor.number();
    if (count < 0 || count > Integer.MAX_VALUE) {
      throw cursor.wrong("that is too often");
    }
    return (int) count;
  }

  private static String shown(String rest) {
    return rest.length() > 40 ? rest.substring(0, 40) + "…" : rest;
  }

  // What the reader of values asks.

  Descriptions descriptions() {
    return descriptions;
  }

  Autos autos() {
    return autos;
  }

  int newLabel() {
    return nextLabel++;
  }

  void name(String variable, int label) {
    labels.put(variable, label);
  }

  Optional<Integer> label(String variable) {
    return Optional.ofNullable(labels.get(variable));
  }

  /** Goes on in lenient mode only. */
  void repair(TextCursor cursor, String message) {
    if (mode == Mode.STRICT) {
      throw cursor.wrong(message);
    }
  }

  /** A default, if that is forgiven. */
  Arg instead(TextCursor cursor, String message, Supplier<Arg> otherwise) {
    repair(cursor, message);
    return otherwise.get();
  }

  /** Bounds what a program unfolds to: a short text can stand for large defaults. */
  void weigh(long more, TextCursor cursor) {
    weight += more;
    if (weight > 4L * LONGEST) {
      throw cursor.wrong("the program unfolds to more than 64 MiB; make its arrays smaller");
    }
  }
}
