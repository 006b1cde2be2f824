package io.trimtab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCommandTest {
  @TempDir private Path directory;
  private RecordedHost host;
  private Path file;

  @BeforeEach
  void lay() throws IOException {
    host = RecordedHost.lay(directory, "6.12");
    file = host.root().resolve("etc/trimtab/trimtab.toml");
    Files.createDirectories(file.getParent());
  }

  @Test
  void withoutFilesThereAreTheDefaults() {
    assertEquals(
        "There is no configuration: every key has its default.\n", run("config check").out());
    assertTrue(run("config show").out().startsWith("mode = \"advise\"\nevery = \"1s\"\n"));
  }

  @Test
  void eachKeySaysWhereItIsFrom() throws IOException {
    Files.writeString(file, "\nmode = \"tune\"\n");

    String shown = run("config show --origin").out();

    assertTrue(
        shown.lines().anyMatch(line -> line.matches("mode = \"tune\" +# " + file + ":2")), shown);
    assertTrue(shown.lines().anyMatch(line -> line.matches("every = \"1s\" +# default")), shown);
    JsonArray json = run("config show --json").json().getAsJsonArray();
    JsonObject mode = json.get(0).getAsJsonObject();
    assertEquals("mode", mode.get("key").getAsString());
    assertEquals("tune", mode.get("value").getAsString());
    assertEquals(file.toString(), mode.get("file").getAsString());
    assertEquals(2, mode.get("line").getAsInt());
    assertTrue(json.get(1).getAsJsonObject().get("line").isJsonNull());
  }

  @Test
  void everythingThatIsWrongIsALine() throws IOException {
    Files.writeString(file, "mod = 1\nevery = 0\n");

    Console refused = run("config check");

    assertEquals(ExitCode.USAGE, refused.exitCode());
    assertEquals(2, refused.err().lines().count(), refused.err());
    assertTrue(
        refused
            .err()
            .startsWith("trimtab: " + file + ":1:1: unknown key \"mod\"; did you mean mode?"),
        refused.err());
    assertEquals(refused.err(), run("config show").err());
  }

  @Test
  void tunablesThatThereAreNotAreWarnedOf() throws IOException {
    Path mine =
        Files.writeString(
            directory.resolve("mine.toml"), "tunables.deny = ['vm.swapiness', 'vm.*']\n");

    Console checked = run("config check " + mine);

    assertEquals(0, checked.exitCode());
    assertEquals(mine + "\nThe configuration is fine.\n", checked.out());
    assertEquals(
        "trimtab: warning: no tunable matches \"vm.swapiness\"; did you mean vm.swappiness?\n",
        checked.err());
  }

  @Test
  void whatToDoHasToBeSaid() {
    assertEquals(ExitCode.USAGE, Console.run(List.of("config")).exitCode());
  }

  private Console run(String words) {
    List<String> all = new ArrayList<>(Arrays.asList(words.split(" ")));
    all.addAll(List.of("--root", host.root().toString()));
    return Console.run(all);
  }
}
