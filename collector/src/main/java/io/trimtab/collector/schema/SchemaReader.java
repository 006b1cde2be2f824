package io.trimtab.collector.schema;

import io.trimtab.collector.CollectorException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** Reads a schema's TOML: groups of metrics that share a source. Unknown keys are errors. */
final class SchemaReader {
  private static final Set<String> GROUP_KEYS =
      Set.of("source", "scope", "type", "unit", "scale", "wraps", "hooks", "metrics");

  private SchemaReader() {}

  /**
   * @param source the file's name, for messages
   * @throws CollectorException with file and line, when it is malformed
   */
  static Schema read(String source, String toml) {
    TomlParseResult result = Toml.parse(toml);
    if (result.hasErrors()) {
      throw new CollectorException(source + ": " + result.errors().get(0).toString());
    }
    Long version = result.getLong("version");
    if (version == null) {
      throw new CollectorException(source + ": \"version\" is missing");
    }
    List<Metric> metrics = new ArrayList<>();
    TomlArray groups = result.getArrayOrEmpty("group");
    for (int i = 0; i < groups.size(); i++) {
      try {
        metrics.addAll(group(groups.getTable(i)));
      } catch (RuntimeException e) {
        throw new CollectorException(
            source + ":" + groups.inputPositionOf(i).line() + ": " + e.getMessage(), e);
      }
    }
    return new Schema(Math.toIntExact(version), metrics);
  }

  private static List<Metric> group(TomlTable group) {
    for (String key : group.keySet()) {
      if (!GROUP_KEYS.contains(key)) {
        throw new CollectorException("unknown key \"" + key + "\"");
      }
    }
    TomlTable metrics = group.getTableOrEmpty("metrics");
    return metrics.keySet().stream()
        .map(name -> Map.entry(position(metrics, name), name))
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> metric(group, metrics, entry.getValue()))
        .toList();
  }

  /** TOML's tables have no order of their own; the file's is the one that people chose. */
  private static int position(TomlTable metrics, String name) {
    TomlPosition position = metrics.inputPositionOf(List.of(name));
    return position == null ? 0 : position.line();
  }

  private static Metric metric(TomlTable group, TomlTable metrics, String name) {
    TomlArray texts = metrics.getArray(List.of(name));
    if (texts == null || texts.size() != 2) {
      throw new CollectorException("\"" + name + "\" is not [key, meaning]");
    }
    return new Metric(
        name,
        MetricType.valueOf(required(group, "type").toUpperCase(Locale.ROOT)),
        Scope.valueOf(
            Objects.requireNonNullElse(group.getString("scope"), "host").toUpperCase(Locale.ROOT)),
        required(group, "unit"),
        required(group, "source"),
        texts.getString(0),
        Objects.requireNonNullElse(group.getLong("scale"), 1L),
        Math.toIntExact(Objects.requireNonNullElse(group.getLong("wraps"), 64L)),
        group.getArrayOrEmpty("hooks").toList().stream().map(Object::toString).toList(),
        texts.getString(1));
  }

  private static String required(TomlTable table, String key) {
    String text = table.getString(key);
    if (text == null) {
      throw new CollectorException("\"" + key + "\" is missing");
    }
    return text;
  }
}
