package io.trimtab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.trimtab.features.classify.ShippedModel;
import io.trimtab.features.classify.WorkloadClass;
import io.trimtab.features.model.ModelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the host is doing, by the shipped model, of the live host at a level that needs no root. */
class ClassifyCommandTest {
  @TempDir Path directory;

  @Test
  void saysWhatTheHostIsDoing() {
    Console console = run("classify", "--level", "proc", "--for", "2s", "--explain", "--json");
    assertEquals(0, console.exitCode(), console.err());
    JsonObject object = console.json().getAsJsonObject();
    assertTrue(words().contains(object.get("workload").getAsString()), console.out());
    assertEquals(2, object.get("seconds").getAsInt());
    assertTrue(object.getAsJsonArray("explanation").size() <= 6);
    assertEquals(
        object.get("workload").getAsString().equals(WorkloadClass.UNKNOWN),
        !object.get("reason").getAsString().isEmpty());
  }

  @Test
  void aRecordingGetsALineForEachChange() {
    Path recording = directory.resolve("a.db");
    Console recorded =
        run("record", "--out", recording.toString(), "--for", "4s", "--level", "proc");
    assertEquals(0, recorded.exitCode(), recorded.err());
    Console console = run("classify", "--from", recording.toString(), "--json");
    assertEquals(0, console.exitCode(), console.err());
    List<String> lines = console.out().lines().toList();
    assertTrue(lines.size() >= 1 && lines.size() <= 3, console.out());
    for (String line : lines) {
      JsonObject object = JsonParser.parseString(line).getAsJsonObject();
      assertTrue(words().contains(object.get("workload").getAsString()), line);
    }
  }

  @Test
  void modelsThatAreNoneAreNamed() throws IOException {
    Path file = directory.resolve("w.model");
    refused(file, "no such file");
    Files.writeString(file, "hello, this is no model at all");
    refused(file, "not a model");
    ModelStore.write(file, ShippedModel.load().file());
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
    refused(file, "cut off");
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    refused(file, "digest");
    bytes[11] = 9;
    Files.write(file, bytes);
    refused(file, "format 9");
  }

  private static void refused(Path model, String why) {
    Console console = run("classify", "--level", "proc", "--model", model.toString());
    assertEquals(2, console.exitCode(), console.err());
    assertEquals("", console.out());
    assertTrue(
        console.err().startsWith("trimtab: " + model) && console.err().contains(why),
        console.err());
    assertEquals(1, console.err().lines().count(), console.err());
  }

  private static Set<String> words() {
    Set<String> words = new HashSet<>(WorkloadClass.words());
    words.add(WorkloadClass.UNKNOWN);
    return words;
  }

  private static Console run(String... words) {
    return Console.run(List.of(words));
  }
}
