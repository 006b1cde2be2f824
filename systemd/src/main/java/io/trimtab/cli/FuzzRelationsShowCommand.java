package io.trimtab.cli;

import com.google.gson.JsonArray;
import io.trimtab.fuzz.model.Descriptions;
import io.trimtab.fuzz.relation.Evidence;
import io.trimtab.fuzz.relation.Relation;
import io.trimtab.fuzz.relation.RelationTable;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists relations, the strongest first. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "List relations, the strongest first: all, or those of one call.",
    footer = {
      "",
      "Examples:",
      "  trimtab fuzz relations show",
      "  trimtab fuzz relations show listen --relations relations.db"
    })
final class FuzzRelationsShowCommand implements Runnable {
  @Mixin private FuzzRelationsInput input;

  @Mixin private FuzzLanguageOptions options;

  @Parameters(
      arity = "0..1",
      paramLabel = "CALL",
      description = "Only what this call influences, or what influences it.")
  private @Nullable String call;

  @Option(
      names = "--top",
      paramLabel = "N",
      description = "How many are shown; 0 for all (default: ${DEFAULT-VALUE}).")
  private int top = 40;

  @Override
  public void run() {
    Descriptions descriptions = options.descriptions();
    String name = call == null ? "" : options.call(descriptions, call).name();
    RelationTable table = input.read(descriptions);
    List<Map.Entry<Relation, Evidence>> all =
        table.all().entrySet().stream()
            .filter(entry -> entry.getValue().holds())
            .filter(
                entry ->
                    name.isEmpty()
                        || entry.getKey().from().equals(name)
                        || entry.getKey().to().equals(name))
            .sorted(
                Comparator.comparingDouble(
                        (Map.Entry<Relation, Evidence> entry) -> -entry.getValue().strength())
                    .thenComparing(Map.Entry::getKey))
            .toList();
    if (options.json()) {
      JsonArray array = new JsonArray();
      all.forEach(entry -> array.add(FuzzRelationsJson.of(entry.getKey(), entry.getValue())));
      options.out().println(Json.text(array));
    } else {
      print(all);
    }
    options.out().flush();
  }

  private void print(List<Map.Entry<Relation, Evidence>> all) {
    int shown = top == 0 ? all.size() : Math.min(top, all.size());
    TextTable rows = new TextTable("FROM", "TO", "STRENGTH", "ORIGIN", "CHANGED");
    for (Map.Entry<Relation, Evidence> entry : all.subList(0, shown)) {
      Evidence evidence = entry.getValue();
      rows.row(
          entry.getKey().from(),
          entry.getKey().to(),
          String.format(Locale.ROOT, "%.2f", evidence.strength()),
          evidence.origin(),
          evidence.tests() == 0 ? "-" : evidence.changes() + " of " + evidence.tests());
    }
    rows.print(options.out());
    options.out().println();
    options.out().println(shown + " of " + all.size() + " relations");
  }
}
