package io.trimtab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.Set;
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
