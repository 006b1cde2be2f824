package io.trimtab.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.trimtab.fuzz.model.Descriptions;
import io.trimtab.fuzz.relation.Relation;
import io.trimtab.fuzz.relation.RelationDiff;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Compares two sets of relations. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description = "Say which relations only one of two files has.",
    footer = {"", "Example:", "  trimtab fuzz relations diff monday.db friday.db"})
final class FuzzRelationsDiffCommand implements Runnable {
  @Mixin private FuzzLanguageOptions options;

  @Parameters(index = "0", paramLabel = "FILE", description = "A database, or lines callA,callB.")
  private Path first = Path.of("");

  @Parameters(index = "1", paramLabel = "OTHER", description = "Another.")
  private Path second = Path.of("");

  @Override
  public void run() {
    Descriptions descriptions = options.descriptions();
    RelationDiff diff =
        RelationDiff.of(
            FuzzRelationsInput.read(first, descriptions),
            FuzzRelationsInput.read(second, descriptions));
    if (options.json()) {
      JsonObject object = new JsonObject();
      object.add("only_first", array(diff.removed()));
      object.add("only_second", array(diff.added()));
      object.addProperty("common", diff.common());
      options.out().println(Json.text(object));
    } else {
      diff.removed().forEach(relation -> options.out().println("- " + relation));
      diff.added().forEach(relation -> options.out().println("+ " + relation));
      options
          .out()
          .println(
              diff.common()
                  + " in both, "
                  + diff.removed().size()
                  + " only in the first, "
                  + diff.added().size()
                  + " only in the second");
    }
    options.out().flush();
  }

  private static JsonArray array(List<Relation> relations) {
    JsonArray array = new JsonArray();
    relations.forEach(relation -> array.add(relation.toString()));
    return array;
  }
}
