package io.trimtab.cli;

import com.google.gson.JsonObject;
import io.trimtab.fuzz.relation.Evidence;
import io.trimtab.fuzz.relation.Relation;

/** A relation and its evidence as JSON. */
final class FuzzRelationsJson {
  private FuzzRelationsJson() {}

  static JsonObject of(Relation relation, Evidence evidence) {
    JsonObject object = new JsonObject();
    object.addProperty("from", relation.from());
    object.addProperty("to", relation.to());
    object.addProperty("holds", evidence.holds());
    object.addProperty("strength", evidence.strength());
    object.addProperty("origin", evidence.origin());
    object.addProperty("resource", evidence.resource().orElse(null));
    object.addProperty("tests", evidence.tests());
    object.addProperty("changes", evidence.changes());
    object.addProperty("example", evidence.example().orElse(null));
    return object;
  }
}
