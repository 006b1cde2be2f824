package io.trimtab.daemon.config;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.trimtab.daemon.config.DaemonConfig.Constraint;
import io.trimtab.daemon.config.DaemonConfig.Source;
import java.util.List;
import java.util.Optional;

/** A {@code [[constraint]]}. */
final class ConstraintForm implements Form<Constraint> {
  private static final List<String> KEYS =
      List.of(
          "name", "source", "command", "url", "metric", "path", "timeout", "at_most", "at_least");
  private static final Form<Double> NUMBER = Forms.anyNumber();

  @Override
  public Constraint read(Object toml) {
    Fields fields = new Fields(toml, allowed(), KEYS);
    String name = fields.get("name", SourceParts.TEXT);
    if (name.isBlank()) {
      throw new WrongValue("its name is empty");
    }
    SourceParts parts =
        new SourceParts(
            fields.get("source", SourceParts.KIND),
            fields.find("command", SourceParts.COMMAND).orElse(List.of()),
            fields.find("url", SourceParts.URL).orElse(""),
            fields.find("metric", SourceParts.TEXT).orElse(""),
            fields.find("path", SourceParts.TEXT).orElse(""),
            fields.find("timeout", SourceParts.TIMEOUT_FORM).orElse(SourceParts.TIMEOUT));
    Source source = parts.compose();
    if (source instanceof Source.Pressure) {
      throw new WrongValue("pressure has no limit that would mean something; it is for [goal]");
    }
    if (!parts.unused().isEmpty()) {
      throw new WrongValue(
          parts.unused().get(0)
              + " does not go with source = \""
              + Forms.word(parts.kind())
              + "\"");
    }
    Optional<Double> most = fields.find("at_most", NUMBER);
    Optional<Double> least = fields.find("at_least", NUMBER);
    if (most.isPresent() == least.isPresent()) {
      throw new WrongValue("it takes either \"at_most\" or \"at_least\"");
    }
    return new Constraint(name, source, most.isPresent(), most.or(() -> least).orElseThrow());
  }

  @Override
  public JsonElement json(Constraint value) {
    JsonObject json = new JsonObject();
    json.addProperty("name", value.name());
    SourceParts.write(value.source(), json);
    json.add(value.isUpper() ? "at_most" : "at_least", new JsonPrimitive(value.limit()));
    return json;
  }

  @Override
  public String allowed() {
    return "a table with name, source and at_most or at_least";
  }
}
