package io.trimtab.tuner.workload;

import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.run.Objective;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/** Reads the suite's TOML: generators, each with its instances. Unknown keys are errors. */
final class WorkloadReader {
  private static final Set<String> GENERATOR_KEYS =
      Set.of(
          "name",
          "family",
          "words",
          "objective",
          "limit",
          "programs",
          "packages",
          "held_out",
          "instances");
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,59}");
  private static final Pattern PLACEHOLDER = Pattern.compile("(?<!\\$)\\{([a-z]+)}");
  private static final long USUAL_LIMIT_SECONDS = 15;
  private static final long MOST_SECONDS = 600;
  private static final int MOST_CHARACTERS = 1 << 20;
  private static final int MOST_GENERATORS = 200;
  private static final int MOST_INSTANCES = 100;
  private static final int MOST_WORDS = 64;

  private WorkloadReader() {}

  static List<SuiteEntry> read(String source, String toml) {
    require(toml.length() <= MOST_CHARACTERS, source + " is longer than 1 MiB");
    TomlParseResult result = Toml.parse(toml);
    if (result.hasErrors()) {
      throw TunerException.invalid(source + ": " + result.errors().get(0));
    }
    for (String key : result.keySet()) {
      require(
          key.equals("generator"),
          source + ":" + line(result, key) + ": unknown key \"" + key + "\"");
    }
    TomlArray generators = result.getArrayOrEmpty("generator");
    require(generators.size() <= MOST_GENERATORS, source + ": more than 200 generators");
    Map<String, SuiteEntry> entries = new LinkedHashMap<>();
    for (int i = 0; i < generators.size(); i++) {
      for (SuiteEntry entry : generator(source, generators, i)) {
        String name = entry.workload().name();
        require(entries.put(name, entry) == null, source + ": " + name + " is there twice");
      }
    }
    require(!entries.isEmpty(), source + ": no workload in it");
    return List.copyOf(entries.values());
  }

  private static List<SuiteEntry> generator(String source, TomlArray generators, int index) {
    int line = generators.inputPositionOf(index).line();
    try {
      TomlTable table = generators.getTable(index);
      for (String key : table.keySet()) {
        if (!GENERATOR_KEYS.contains(key)) {
          line = line(table, key);
          throw TunerException.invalid("unknown key \"" + key + "\"");
        }
      }
      TomlArray instances = table.getArrayOrEmpty("instances");
      require(!instances.isEmpty(), "\"instances\" is missing");
      require(instances.size() <= MOST_INSTANCES, "more than 100 instances");
      List<SuiteEntry> entries = new ArrayList<>();
      for (int i = 0; i < instances.size(); i++) {
        line = instances.inputPositionOf(i).line();
        entries.add(instance(table, instances.getTable(i)));
      }
      return entries;
    } catch (RuntimeException e) {
      throw TunerException.invalid(source + ":" + line + ": " + e.getMessage());
    }
  }

  private static SuiteEntry instance(TomlTable generator, TomlTable instance) {
    String name = name(generator, "name") + "-" + name(instance, "is");
    List<String> template = words(generator, "words");
    require(!template.isEmpty(), "\"words\" is missing");
    require(template.size() <= MOST_WORDS, "more than 64 words");
    Map<String, String> values = new LinkedHashMap<>();
    for (String key : instance.keySet()) {
      if (!key.equals("is") && !key.equals("held_out")) {
        values.put(key, text(instance, key));
      }
    }
    List<String> words = template.stream().map(word -> filled(word, values)).toList();
    String whole = String.join("", template);
    values.keySet().stream()
        .filter(key -> !whole.contains("{" + key + "}"))
        .findFirst()
        .ifPresent(
            key -> {
              throw TunerException.invalid(
                  "unknown key \"" + key + "\": no word has {" + key + "}");
            });
    Workload workload =
        new Workload(
            name,
            name(generator, "family"),
            words,
            Objective.parse(text(generator, "objective")),
            Duration.ofSeconds(limit(generator)),
            isHeldOut(generator) || isHeldOut(instance));
    List<String> programs = words(generator, "programs");
    return new SuiteEntry(
        workload,
        programs.isEmpty() ? List.of(template.get(0)) : programs,
        words(generator, "packages"));
  }

  private static long limit(TomlTable table) {
    long seconds = Objects.requireNonNullElse(table.getLong("limit"), USUAL_LIMIT_SECONDS);
    require(seconds >= 1 && seconds <= MOST_SECONDS, "\"limit\" is not 1 to 600 seconds");
    return seconds;
  }

  private static boolean isHeldOut(TomlTable table) {
    return Boolean.TRUE.equals(table.getBoolean("held_out"));
  }

  private static String filled(String word, Map<String, String> values) {
    return PLACEHOLDER
        .matcher(word)
        .replaceAll(
            found -> {
              String value = values.get(found.group(1));
              require(value != null, "no value for " + found.group());
              return Matcher.quoteReplacement(String.valueOf(value));
            });
  }

  private static String name(TomlTable table, String key) {
    String name = text(table, key);
    require(NAME.matcher(name).matches(), "\"" + key + "\" is not made of a-z, 0-9 and -");
    return name;
  }

  private static String text(TomlTable table, String key) {
    String text = table.getString(key);
    if (text == null) {
      throw TunerException.invalid("\"" + key + "\" is missing");
    }
    return text;
  }

  private static List<String> words(TomlTable table, String key) {
    TomlArray array = table.getArrayOrEmpty(key);
    List<String> words = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      words.add(array.getString(i));
    }
    return words;
  }

  private static int line(TomlTable table, String key) {
    return Objects.requireNonNull(table.inputPositionOf(List.of(key))).line();
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw TunerException.invalid(otherwise);
    }
  }
}
