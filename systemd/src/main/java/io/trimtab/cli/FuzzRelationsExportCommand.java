package io.trimtab.cli;

import com.google.gson.JsonArray;
import io.trimtab.fuzz.relation.RelationLines;
import io.trimtab.fuzz.relation.RelationTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints relations as lines. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Print relations as lines callA,callB, which HEALER reads, too.",
    footer = {"", "Example:", "  trimtab fuzz relations export --relations my.db > lines.txt"})
final class FuzzRelationsExportCommand implements Runnable {
  @Mixin private FuzzRelationsInput input;

  @Mixin private FuzzLanguageOptions options;

  @Override
  public void run() {
    RelationTable table = input.read(options.descriptions());
    String lines = RelationLines.print(table);
    if (options.json()) {
      JsonArray array = new JsonArray();
      lines.lines().forEach(array::add);
      options.out().println(Json.text(array));
    } else {
      options.out().print(lines);
    }
    options.out().flush();
  }
}
