package io.trimtab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TunablesCommandTest {
  private static final Set<String> FIELDS =
      Set.of(
          "name",
          "aliases",
          "summary",
          "type",
          "value",
          "range",
          "scale",
          "risk",
          "file",
          "constraints",
          "disturbs",
          "steady",
          "available",
          "reason",
          "detail");

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"5.10", "6.1", "6.12", "6.18"})
  void everyTunableOfEveryKernelHasTheDocumentedFields(String kernel) {
    Console console = RecordedHost.lay(directory, kernel).trimtab("tunables", "--json");

    assertEquals(0, console.exitCode(), console.err());
    assertEquals("", console.err());
    JsonArray tunables = console.json().getAsJsonArray();
    assertTrue(tunables.size() >= 60, () -> tunables.size() + " tunables");
    for (JsonElement tunable : tunables) {
      checkFields(tunable.getAsJsonObject());
    }
  }

  private static void checkFields(JsonObject tunable) {
    assertEquals(FIELDS, tunable.keySet());
    String name = tunable.get("name").getAsString();
    assertTrue(tunable.get("aliases").isJsonArray(), name);
    JsonObject range = tunable.getAsJsonObject("range");
    JsonElement value = tunable.get("value");
    switch (tunable.get("type").getAsString()) {
      case "integer", "bytes" -> {
        assertEquals(Set.of("min", "max", "unit", "special"), range.keySet(), name);
        assertTrue(range.get("min").getAsLong() <= range.get("max").getAsLong(), name);
        assertTrue(value.isJsonNull() || value.getAsJsonPrimitive().isNumber(), name);
      }
      case "enumeration", "bracketed" -> {
        assertEquals(Set.of("choices"), range.keySet(), name);
        assertFalse(range.getAsJsonArray("choices").isEmpty(), name);
        assertTrue(value.isJsonNull() || value.getAsJsonPrimitive().isString(), name);
      }
      default -> throw new AssertionError(name + ": unknown type " + tunable.get("type"));
    }
    boolean available = tunable.get("available").getAsBoolean();
    assertEquals(available, tunable.get("reason").isJsonNull(), name);
    assertEquals(available, tunable.get("detail").isJsonNull(), name);
    assertFalse(available && value.isJsonNull(), name);
    assertTrue(
        Set.of("low", "medium", "high").contains(tunable.get("risk").getAsString()),
        () -> name + ": " + tunable.get("risk"));
    assertTrue(
        Set.of("linear", "log", "categorical").contains(tunable.get("scale").getAsString()),
        () -> name + ": " + tunable.get("scale"));
  }

  @Test
  void anAbsentTunableSaysWhyAndWhatFollowedIt() {
    JsonObject tunable =
        RecordedHost.lay(directory, "6.12")
            .trimtab("tunables", "show", "sched.latency_ns", "--json")
            .json()
            .getAsJsonObject();

    assertFalse(tunable.get("available").getAsBoolean());
    assertEquals("absent", tunable.get("reason").getAsString());
    assertTrue(
        tunable.get("detail").getAsString().matches(".*after 6\\.5; see sched\\.base_slice_ns"),
        tunable.get("detail").getAsString());
  }

  @Test
  void listsWhatTheGlobsMatch() {
    Console console =
        RecordedHost.lay(directory, "6.12")
            .trimtab("tunables", "block.*.read_ahead_kb,vm.swap?iness");

    assertEquals(0, console.exitCode());
    List<String> lines = console.out().lines().toList();
    assertEquals("NAME VALUE RANGE RISK AVAILABLE", String.join(" ", lines.get(0).split(" +")));
    assertTrue(lines.get(1).matches("vm\\.swappiness +60 +1\\.\\.200 % +low +yes"), lines.get(1));
    assertTrue(lines.get(2).startsWith("block.vda.read_ahead_kb "), lines.get(2));
    assertEquals(3, lines.size());
  }

  @Test
  void availableLeavesOutTheOthers() {
    RecordedHost host = RecordedHost.lay(directory, "6.12");
    String all = host.trimtab("tunables").out();
    String available = host.trimtab("tunables", "--available").out();

    assertTrue(all.contains("no: absent"));
    assertFalse(available.contains("no: "));
    assertTrue(available.lines().skip(1).allMatch(line -> line.endsWith(" yes")));
    assertNotEquals(0, available.lines().count());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sched.latency_ns",
        "kernel.sched_latency_ns",
        "/proc/sys/kernel/sched_latency_ns",
        "/sys/kernel/debug/sched/latency_ns"
      })
  void showFindsATunableByAnyOfItsNames(String name) {
    Console console = RecordedHost.lay(directory, "5.10").trimtab("tunables", "show", name);

    assertEquals(0, console.exitCode(), console.err());
    assertTrue(console.out().startsWith("sched.latency_ns = "), console.out());
    assertTrue(console.out().contains("/proc/sys/kernel/sched_latency_ns"), console.out());
  }

  @Test
  void showTellsTypeRangeConstraintAndAvailability() {
    String out =
        RecordedHost.lay(directory, "6.12").trimtab("tunables", "show", "vm.dirty_bytes").out();

    for (String part :
        List.of(
            "vm.dirty_bytes = 0\n",
            "type +bytes\n",
            "range +\\d+\\.\\.\\d+",
            "risk +",
            "file +/proc/sys/vm/dirty_bytes\n",
            "zeroes vm\\.dirty_ratio, and is zeroed by it\n",
            "available +yes\n")) {
      assertTrue(out.matches("(?s).*" + part + ".*"), part + " in\n" + out);
    }
  }
}
