package io.trimtab.cli;

import com.google.gson.JsonObject;
import io.trimtab.fuzz.FuzzException;
import io.trimtab.fuzz.relation.RelationGraph;
import io.trimtab.fuzz.relation.RelationTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Draws the strongest relations. */
@Command(
    name = "graph",
    mixinStandardHelpOptions = true,
    description = "Draw the strongest relations as an SVG picture.",
    footer = {"", "Example:", "  trimtab fuzz relations graph --out relations.svg --top 80"})
final class FuzzRelationsGraphCommand implements Runnable {
  @Mixin private FuzzRelationsInput input;

  @Mixin private FuzzLanguageOptions options;

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "FILE",
      description = "Where to write the picture.")
  private Path out = Path.of("");

  @Option(
      names = "--top",
      paramLabel = "N",
      description = "How many relations are drawn (default: ${DEFAULT-VALUE}).")
  private int top = 80;

  @Override
  public void run() {
    if (top < 1) {
      throw options.usage("--top " + top + " is less than 1");
    }
    RelationTable table = input.read(options.descriptions());
    try {
      Files.writeString(out, RelationGraph.draw(table, top));
    } catch (IOException e) {
      throw new FuzzException(
          FuzzException.Kind.FAILED, out + " cannot be written: " + e.getMessage(), e);
    }
    int drawn = Math.min(top, table.size());
    if (options.json()) {
      JsonObject object = new JsonObject();
      object.addProperty("file", out.toString());
      object.addProperty("drawn", drawn);
      object.addProperty("relations", table.size());
      options.out().println(Json.text(object));
    } else {
      options.out().println(out + ": " + drawn + " of " + table.size() + " relations");
    }
    options.out().flush();
  }
}
