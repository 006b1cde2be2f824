package io.trimtab.cli;

import com.google.gson.JsonObject;
import io.trimtab.fuzz.model.Descriptions;
import io.trimtab.fuzz.relation.RelationStore;
import io.trimtab.fuzz.relation.RelationTable;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Adds relations to a database. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = "Add relations from a file, a database or lines callA,callB, to a database.",
    footer = {"", "Example:", "  trimtab fuzz relations import healer.txt relations.db"})
final class FuzzRelationsImportCommand implements Runnable {
  @Mixin private FuzzLanguageOptions options;

  @Parameters(index = "0", paramLabel = "FILE", description = "What is added.")
  private Path file = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "DATABASE",
      description = "What it is added to; made if it is not there.")
  private Path database = Path.of("");

  @Override
  public void run() {
    Descriptions descriptions = options.descriptions();
    RelationTable added = FuzzRelationsInput.read(file, descriptions);
    RelationTable all = Files.exists(database) ? RelationStore.read(database) : new RelationTable();
    int before = all.size();
    all.addAll(added);
    RelationStore.write(database, all);
    if (options.json()) {
      JsonObject object = new JsonObject();
      object.addProperty("before", before);
      object.addProperty("read", added.size());
      object.addProperty("after", all.size());
      options.out().println(Json.text(object));
    } else {
      options
          .out()
          .println(
              database
                  + ": "
                  + all.size()
                  + " relations, "
                  + (all.size() - before)
                  + " of them new");
    }
    options.out().flush();
  }
}
