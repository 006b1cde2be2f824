package io.trimtab.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.trimtab.fuzz.corpus.CorpusAudit;
import io.trimtab.fuzz.corpus.CorpusPrograms;
import io.trimtab.fuzz.corpus.Spread;
import io.trimtab.fuzz.model.Descriptions;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells what is in a corpus. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = {
      "Say what is in a corpus: calls that are never used, how long programs are, programs that are"
          + " nearly the same, and with --coverage how unevenly code is covered.",
      "Programs with calls that are not described cannot be read; give the descriptions that the"
          + " corpus was made with."
    },
    footer = {
      "",
      "Example:",
      "  trimtab fuzz corpus audit corpus.db --descriptions syzkaller/sys/linux"
    })
final class FuzzCorpusAuditCommand implements Runnable {
  @Mixin private FuzzCorpusInput input;

  @Mixin private FuzzLanguageOptions options;

  @Option(
      names = "--top",
      paramLabel = "N",
      description = "How many entries of each list are shown (default: ${DEFAULT-VALUE}).")
  private int top = 10;

  @Override
  public void run() {
    Descriptions descriptions = options.descriptions();
    CorpusPrograms programs = CorpusPrograms.of(input.read(options.err()), descriptions);
    CorpusAudit audit = CorpusAudit.of(programs, descriptions, input.coverage());
    if (options.json()) {
      options.out().println(Json.text(json(audit)));
    } else {
      print(audit, options.out());
    }
    options.out().flush();
  }

  private void print(CorpusAudit audit, PrintWriter out) {
    out.println(
        audit.programs()
            + " programs; "
            + audit.used().size()
            + " calls used, "
            + audit.neverUsed().size()
            + " never");
    if (!audit.unreadable().isEmpty()) {
      out.println(audit.unreadable().size() + " cannot be read, such as:");
      audit.unreadable().values().stream().limit(3).forEach(why -> out.println("  " + why));
    }
    out.println();
    TextTable spreads = new TextTable("", "LEAST", "MEDIAN", "P90", "P99", "MOST", "MEAN");
    row(spreads, "calls of a program", audit.lengths());
    audit
        .skew()
        .ifPresent(skew -> row(spreads, "programs at an address", skew.programsPerAddress()));
    spreads.print(out);
    audit
        .skew()
        .ifPresent(
            skew ->
                out.println(
                    skew.addresses()
                        + " addresses by "
                        + skew.withCoverage()
                        + " programs; "
                        + skew.once()
                        + " by one program alone; "
                        + skew.redundant()
                        + " programs reach nothing that two others do not"));
    out.println();
    TextTable used = new TextTable("MOST USED", "PROGRAMS");
    audit.used().stream()
        .limit(top)
        .forEach(entry -> used.row(entry.getKey(), Long.toString(entry.getValue())));
    used.print(out);
    list("Never used", audit.neverUsed(), out);
    List<List<String>> groups = audit.nearDuplicates();
    if (!groups.isEmpty()) {
      long more = groups.stream().mapToLong(group -> group.size() - 1L).sum();
      out.println();
      out.println(
          more + " programs are nearly the same as another, in " + groups.size() + " groups:");
      groups.stream()
          .limit(top)
          .forEach(group -> out.println("  " + group.size() + " like " + group.get(0)));
    }
  }

  private void list(String title, List<String> names, PrintWriter out) {
    if (!names.isEmpty()) {
      out.println();
      String shown = String.join(", ", names.subList(0, Math.min(top, names.size())));
      out.println(
          title
              + ": "
              + shown
              + (names.size() > top ? ", and " + (names.size() - top) + " more (--json)" : ""));
    }
  }

  private static void row(TextTable table, String name, Spread spread) {
    table.row(
        name,
        Long.toString(spread.least()),
        Long.toString(spread.median()),
        Long.toString(spread.p90()),
        Long.toString(spread.p99()),
        Long.toString(spread.most()),
        String.format(Locale.ROOT, "%.1f", spread.mean()));
  }

  private static JsonObject json(CorpusAudit audit) {
    JsonObject object = new JsonObject();
    object.addProperty("programs", audit.programs());
    JsonObject unreadable = new JsonObject();
    audit.unreadable().forEach(unreadable::addProperty);
    object.add("unreadable", unreadable);
    JsonObject used = new JsonObject();
    audit.used().forEach(entry -> used.addProperty(entry.getKey(), entry.getValue()));
    object.add("used", used);
    object.add("never_used", array(audit.neverUsed()));
    object.add("lengths", json(audit.lengths()));
    JsonObject byLength = new JsonObject();
    audit.byLength().forEach((length, count) -> byLength.addProperty(length.toString(), count));
    object.add("by_length", byLength);
    JsonArray groups = new JsonArray();
    audit.nearDuplicates().forEach(group -> groups.add(array(group)));
    object.add("near_duplicates", groups);
    object.add("coverage", audit.skew().map(FuzzCorpusAuditCommand::json).orElse(null));
    return object;
  }

  private static JsonObject json(CorpusAudit.Skew skew) {
    JsonObject object = new JsonObject();
    object.addProperty("programs", skew.withCoverage());
    object.addProperty("addresses", skew.addresses());
    object.add("programs_per_address", json(skew.programsPerAddress()));
    object.addProperty("once", skew.once());
    object.addProperty("redundant", skew.redundant());
    return object;
  }

  private static JsonObject json(Spread spread) {
    JsonObject object = new JsonObject();
    object.addProperty("count", spread.count());
    object.addProperty("least", spread.least());
    object.addProperty("median", spread.median());
    object.addProperty("p90", spread.p90());
    object.addProperty("p99", spread.p99());
    object.addProperty("most", spread.most());
    object.addProperty("mean", spread.mean());
    return object;
  }

  private static JsonArray array(List<String> names) {
    JsonArray array = new JsonArray();
    names.forEach(array::add);
    return array;
  }
}
