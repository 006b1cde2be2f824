package io.trimtab.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.trimtab.daemon.config.ConfigEntry;
import io.trimtab.daemon.config.ConfigPaths;
import io.trimtab.daemon.config.ConfigReader;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the configuration. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Show every key and its value, as TOML.",
    footer = {"", "Examples:", "  trimtab config show", "  trimtab config show --origin"})
final class ConfigShowCommand implements Runnable {
  private static final int WIDEST = 50;

  @Option(names = "--origin", description = "Say for each key which file and line it is from.")
  private boolean origin;

  @Option(names = "--json", description = "Print an array of objects, with the origins.")
  private boolean json;

  @Mixin private HostOptions host;

  @Override
  public void run() {
    List<ConfigEntry> entries = new ConfigReader(ConfigPaths.under(host.root())).read().entries();
    if (json) {
      JsonArray array = new JsonArray();
      entries.forEach(entry -> array.add(object(entry)));
      host.out().println(Json.text(array));
    } else {
      int width = entries.stream().mapToInt(entry -> line(entry).length()).max().orElse(0);
      int column = Math.min(width, WIDEST);
      for (ConfigEntry entry : entries) {
        String line = line(entry);
        String space = " ".repeat(Math.max(0, column - line.length()));
        host.out().println(origin ? line + space + "  # " + entry.place() : line);
      }
    }
    host.out().flush();
  }

  private static String line(ConfigEntry entry) {
    return entry.key() + " = " + entry.toml();
  }

  private static JsonObject object(ConfigEntry entry) {
    JsonObject object = new JsonObject();
    object.addProperty("key", entry.key());
    object.add("value", entry.value());
    object.addProperty("file", entry.origin().map(Path::toString).orElse(null));
    object.addProperty("line", entry.origin().isPresent() ? entry.line() : null);
    return object;
  }
}
