package io.trimtab.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.trimtab.daemon.decision.Decision;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Help.Ansi;

/** Decisions as people read them. */
final class DecisionText {
  private static final int MAX_VALUE = 100;

  private final DateTimeFormatter time;

  DecisionText(ZoneId zone) {
    time = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(zone);
  }

  /** One line. */
  String line(Decision decision) {
    return String.format(
        Locale.ROOT,
        "%s  %-6s %-10s  %s",
        time.format(decision.time()),
        decision.id(),
        decision.kind().word(),
        decision.summary());
  }

  /**
   * All that there is about one.
   *
   * @param isAsked whether it is the one that was asked about
   */
  void print(Decision decision, boolean isAsked, PrintWriter out) {
    String head = decision.id() + "  " + decision.kind().word();
    out.println(
        (isAsked ? Ansi.AUTO.string("@|bold " + head + "|@") + "  <- this one" : head)
            + "  "
            + time.format(decision.time())
            + (decision.workload().isEmpty() ? "" : "  while " + decision.workload()));
    Paragraph.print(decision.summary(), "  ", out);
    decision.cause().ifPresent(cause -> out.println("  follows from " + cause));
    Map<String, String> facts = new TreeMap<>();
    flatten("", decision.evidence(), facts);
    int width = facts.keySet().stream().mapToInt(String::length).max().orElse(0);
    facts.forEach(
        (name, value) ->
            out.println("    " + name + " ".repeat(width - name.length() + 2) + value));
  }

  private static void flatten(String name, JsonElement element, Map<String, String> facts) {
    if (element instanceof JsonObject object) {
      object
          .entrySet()
          .forEach(
              entry ->
                  flatten(
                      name.isEmpty() ? entry.getKey() : name + "." + entry.getKey(),
                      entry.getValue(),
                      facts));
    } else {
      String text =
          element instanceof JsonPrimitive value
              ? value.getAsString()
              : element instanceof JsonArray array ? array.toString() : "-";
      facts.put(name, text.length() > MAX_VALUE ? text.substring(0, MAX_VALUE) + "…" : text);
    }
  }
}
