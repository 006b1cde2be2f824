package io.trimtab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.trimtab.testing.RequiresEbpf;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
  @TempDir Path directory;

  @Test
  void jsonHasLevelKernelChecksAndTunables() {
    Console console = RecordedHost.lay(directory, "6.12").trimtab("doctor", "--json");

    assertEquals(0, console.exitCode(), console.err());
    JsonObject doctor = console.json().getAsJsonObject();
    assertEquals(Set.of("level", "kernel", "checks", "tunables"), doctor.keySet());
    assertTrue(Set.of("full", "proc").contains(doctor.get("level").getAsString()));
    assertEquals("6.12.117+deb12-cloud-amd64", doctor.get("kernel").getAsString());
    Set<String> names = new TreeSet<>();
    for (JsonElement element : doctor.getAsJsonArray("checks")) {
      JsonObject check = element.getAsJsonObject();
      assertEquals(Set.of("name", "ok", "detail", "fix"), check.keySet());
      assertEquals(check.get("ok").getAsBoolean(), check.get("fix").isJsonNull());
      names.add(check.get("name").getAsString());
    }
    assertTrue(
        names.containsAll(
            Set.of(
                "kernel", "eBPF", "pressure", "debugfs", "cgroup", "swap", "tunables", "journal")),
        names::toString);
    JsonObject tunables = doctor.getAsJsonObject("tunables");
    assertEquals(Set.of("total", "available", "unavailable"), tunables.keySet());
    assertEquals(
        tunables.get("total").getAsInt(),
        tunables.get("available").getAsInt() + tunables.getAsJsonArray("unavailable").size());
    for (JsonElement element : tunables.getAsJsonArray("unavailable")) {
      assertEquals(Set.of("name", "reason", "detail"), element.getAsJsonObject().keySet());
    }
  }

  @Test
  @RequiresEbpf
  void eachProgramIsTriedOnTheRunningKernel() {
    Console console = Console.run(List.of("doctor", "--json", "--state", directory.toString()));

    JsonObject doctor = console.json().getAsJsonObject();
    Map<String, Boolean> programs = new TreeMap<>();
    for (JsonElement element : doctor.getAsJsonArray("checks")) {
      JsonObject check = element.getAsJsonObject();
      String name = check.get("name").getAsString();
      if (name.startsWith("eBPF ")) {
        programs.put(name.substring("eBPF ".length()), check.get("ok").getAsBoolean());
      }
    }
    assertEquals(
        Set.of("sched", "paging", "faults", "block", "files", "sysctl"), programs.keySet());
    assertEquals(programs.containsValue(true) ? "full" : "proc", doctor.get("level").getAsString());
  }

  @Test
  void peopleSeeWhatIsMissingAndHowToGetIt() {
    Console console = RecordedHost.lay(directory, "6.12").trimtab("doctor");

    assertEquals(0, console.exitCode(), console.err());
    assertEquals("", console.err());
    assertTrue(console.out().contains("Linux 6.12.117+deb12-cloud-amd64"), console.out());
    assertTrue(console.out().contains("to get it: "), console.out());
    assertTrue(console.out().contains("sched.latency_ns"), console.out());
    assertFalse(console.out().contains("\u001b"), "no colours off a terminal");
  }

  @Test
  void countsWhatTheJournalKeeps() {
    RecordedHost host = RecordedHost.lay(directory, "6.12");
    host.trimtab("set", "vm.swappiness=10");

    String out = host.trimtab("doctor").out();

    assertTrue(out.contains(host.state().resolve("journal.db") + ", 1 active transaction"), out);
  }
}
