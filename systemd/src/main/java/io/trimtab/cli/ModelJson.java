package io.trimtab.cli;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.trimtab.features.classify.Classifier;
import io.trimtab.features.model.Manifest;

/** A model as scripts see it; the fields are documented in docs/json.md and stay stable. */
final class ModelJson {
  private static final Gson GSON = new Gson();

  private ModelJson() {}

  static JsonObject of(Classifier classifier) {
    Manifest manifest = classifier.manifest();
    JsonObject object = new JsonObject();
    object.addProperty("kind", manifest.kind());
    object.addProperty("created", manifest.created());
    object.add("libraries", GSON.toJsonTree(manifest.libraries()));
    object.addProperty("seed", manifest.seed());
    object.addProperty("digest", manifest.data().digest());
    object.addProperty("vectors", manifest.data().vectors());
    object.addProperty("runs", manifest.data().runs());
    object.addProperty("trees", classifier.forest().trees());
    object.add("features", GSON.toJsonTree(manifest.features()));
    object.add("classes", GSON.toJsonTree(manifest.classes()));
    object.add("scores", GSON.toJsonTree(manifest.scores()));
    return object;
  }
}
