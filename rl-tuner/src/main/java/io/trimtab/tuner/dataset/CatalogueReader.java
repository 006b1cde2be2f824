package io.trimtab.tuner.dataset;

import io.trimtab.tuner.TunerException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/** Reads the catalogue's TOML. Unknown keys are errors. */
final class CatalogueReader {
  private static final Set<String> FILE_KEYS = Set.of("name", "kind", "size", "count", "command");
  private static final Set<String> PROGRAM_KEYS =
      Set.of(
          "class",
          "name",
          "command",
          "parts",
          "intensities",
          "memory",
          "cold",
          "warm",
          "needs",
          "packages",
          "pause",
          "warmup",
          "swap");

  private CatalogueReader() {}

  static TrainingCatalogue read(String source, String toml) {
    TomlParseResult result = Toml.parse(toml);
    if (result.hasErrors()) {
      throw TunerException.invalid(source + ": " + result.errors().get(0));
    }
    return new TrainingCatalogue(
        tables(source, result.getArrayOrEmpty("program"), CatalogueReader::program),
        tables(source, result.getArrayOrEmpty("file"), CatalogueReader::file));
  }

  private static <T> List<T> tables(String source, TomlArray array, Function<TomlTable, T> reader) {
    List<T> all = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      try {
        all.add(reader.apply(array.getTable(i)));
      } catch (RuntimeException e) {
        throw TunerException.invalid(
            source + ":" + array.inputPositionOf(i).line() + ": " + e.getMessage());
      }
    }
    return all;
  }

  private static TrainingFile file(TomlTable table) {
    onlyKnown(table, FILE_KEYS);
    String size = table.getString("size");
    long bytes =
        size == null ? Objects.requireNonNullElse(table.getLong("count"), 0L) : ByteSizes.of(size);
    return new TrainingFile(
        required(table, "name"),
        TrainingFile.Kind.valueOf(required(table, "kind").toUpperCase(Locale.ROOT)),
        bytes,
        words(table, "command"));
  }

  private static TrainingProgram program(TomlTable table) {
    onlyKnown(table, PROGRAM_KEYS);
    List<String> command = words(table, "command");
    List<String> parts = words(table, "parts");
    if (command.isEmpty() == parts.isEmpty()) {
      throw TunerException.invalid("it takes either a \"command\" or \"parts\"");
    }
    List<String> needs = words(table, "needs");
    boolean isOurs = Placeholders.names(String.join("", command)).contains("java");
    if (needs.isEmpty() && !command.isEmpty() && !isOurs) {
      needs = List.of(command.get(0));
    }
    TrainingProgram program =
        new TrainingProgram(
            required(table, "class"),
            required(table, "name"),
            command,
            parts,
            intensities(table.getArrayOrEmpty("intensities")),
            Optional.ofNullable(table.getString("memory")),
            words(table, "cold"),
            words(table, "warm"),
            needs,
            words(table, "packages"),
            Objects.requireNonNullElse(table.getString("pause"), "0"),
            Math.toIntExact(Objects.requireNonNullElse(table.getLong("warmup"), 0L)),
            Boolean.TRUE.equals(table.getBoolean("swap")));
    if (program.intensities().isEmpty()) {
      throw TunerException.invalid("\"intensities\" is missing");
    }
    program.intensities().forEach(program::label);
    return program;
  }

  private static List<TrainingProgram.Intensity> intensities(TomlArray array) {
    List<TrainingProgram.Intensity> all = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      TomlTable table = array.getTable(i);
      Map<String, String> values = new LinkedHashMap<>();
      for (String key : table.keySet()) {
        if (!key.equals("is")) {
          values.put(key, required(table, key));
        }
      }
      all.add(new TrainingProgram.Intensity(required(table, "is"), values));
    }
    return all;
  }

  private static List<String> words(TomlTable table, String key) {
    return table.getArrayOrEmpty(key).toList().stream().map(Object::toString).toList();
  }

  private static void onlyKnown(TomlTable table, Set<String> known) {
    for (String key : table.keySet()) {
      if (!known.contains(key)) {
        throw TunerException.invalid("unknown key \"" + key + "\"");
      }
    }
  }

  private static String required(TomlTable table, String key) {
    String text = table.getString(key);
    if (text == null) {
      throw TunerException.invalid("\"" + key + "\" is missing");
    }
    return text;
  }
}
