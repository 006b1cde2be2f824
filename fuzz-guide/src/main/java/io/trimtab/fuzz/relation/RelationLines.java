package io.trimtab.fuzz.relation;

import io.trimtab.fuzz.FuzzException;
import io.trimtab.fuzz.model.Position;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Relations as text, one a line: {@code callA,callB}. HEALER writes and reads the same. */
public final class RelationLines {
  private RelationLines() {}

  /** Those that hold, in order. */
  public static String print(RelationTable table) {
    return table.all().entrySet().stream()
        .filter(entry -> entry.getValue().holds())
        .map(entry -> entry.getKey() + "\n")
        .collect(Collectors.joining());
  }

  /**
   * Reads relations.
   *
   * @param source name of the file, for messages
   * @param isCall whether there is a call of a name
   * @throws FuzzException with the place of what is wrong
   */
  public static RelationTable read(String source, String text, Predicate<String> isCall) {
    RelationTable table = new RelationTable();
    int number = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      number++;
      String words = line.strip();
      if (words.isEmpty() || words.startsWith("#")) {
        continue;
      }
      int comma = words.indexOf(',');
      if (comma < 0 || words.indexOf(',', comma + 1) >= 0) {
        throw wrong(source, number, 1, "a relation is written callA,callB");
      }
      String from = words.substring(0, comma).strip();
      String to = words.substring(comma + 1).strip();
      for (String call : new String[] {from, to}) {
        if (!isCall.test(call)) {
          String shown = call.length() > 60 ? call.substring(0, 60) + "…" : call;
          throw wrong(
              source,
              number,
              Math.max(1, line.indexOf(call) + 1),
              "unknown call \"" + shown + "\"; pass the descriptions that have it");
        }
      }
      table.add(new Relation(from, to), Evidence.given());
    }
    return table;
  }

  private static FuzzException wrong(String source, int line, int column, String message) {
    return FuzzException.invalid(new Position(source, line, column) + ": " + message);
  }
}
