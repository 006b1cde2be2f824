package io.trimtab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.trimtab.testing.RequiresGuest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Guests from the command line; what they are made of is built at the first use. */
class GuestCommandTest {
  private static Console run(String... words) {
    return Console.run(List.of(words));
  }

  @Test
  void wrongUsageIsToldBeforeAnythingIsBuilt() {
    for (List<String> words :
        List.of(
            List.of("guest"),
            List.of("guest", "biuld"),
            List.of("guest", "run"),
            List.of("guest", "run", "--seed", "-1", "--", "true"),
            List.of("guest", "run", "--policy", "deadline", "--", "true"),
            List.of("guest", "run", "--set", "x", "--", "true"))) {
      Console console = Console.run(words);
      assertEquals(ExitCode.USAGE, console.exitCode(), () -> words + console.err());
      assertEquals("", console.out());
    }
    assertTrue(run("guest", "biuld").err().contains("did you mean build?"));
  }

  @Test
  @RequiresGuest
  void aKernelThatDoesNotExistIsToldWithThoseThatDo() {
    Console console = run("guest", "build", "6.77");
    assertEquals(ExitCode.UNAVAILABLE, console.exitCode());
    assertTrue(
        console.err().startsWith("trimtab: apt offers no kernel \"6.77\" for guests; "),
        console::err);
    assertEquals(1, console.err().lines().count(), console::err);
  }

  @Test
  @RequiresGuest
  void whatIsBuiltIsListed() {
    JsonObject built = run("guest", "build", "6.1", "--json").json().getAsJsonObject();
    String release = built.get("kernel").getAsString();
    assertTrue(built.get("tunables").getAsInt() >= 9, built::toString);
    JsonObject list = run("guest", "list", "--json").json().getAsJsonObject();
    JsonElement mine =
        list.getAsJsonArray("kernels").asList().stream()
            .filter(row -> row.getAsJsonObject().get("release").getAsString().equals(release))
            .findFirst()
            .orElseThrow();
    assertTrue(mine.getAsJsonObject().get("cached").getAsBoolean());
    assertTrue(
        list.getAsJsonArray("built").asList().stream()
            .map(JsonElement::getAsJsonObject)
            .anyMatch(
                row ->
                    row.get("name").getAsString().startsWith("saved/" + release)
                        && row.get("bytes").getAsLong() > 100L << 20),
        list::toString);
    assertTrue(run("guest", "list").out().contains(release));
  }

  @Test
  @RequiresGuest
  void aCommandRunsUnderTheValuesThatAreGiven() {
    String[] words = {
      "guest",
      "run",
      "--json",
      "--set",
      "sched.wakeup_granularity_ns=3000000",
      "--policy",
      "batch",
      "--",
      "sh",
      "-c",
      "cat /sys/kernel/debug/sched/wakeup_granularity_ns; chrt --pid $$"
    };
    Console console = run(words);
    assertEquals(ExitCode.DONE, console.exitCode(), console::err);
    JsonObject object = console.json().getAsJsonObject();
    String shown = object.get("stdout").getAsString();
    assertTrue(shown.startsWith("3000000\n"), shown);
    assertTrue(shown.contains("SCHED_BATCH"), shown);
    assertTrue(object.get("failure").isJsonNull());
    assertEquals(console.out(), run(words).out(), "it repeats to the bit");
  }

  @Test
  @RequiresGuest
  void aCommandThatFailsIsAFailure() {
    Console console = run("guest", "run", "--", "sh", "-c", "echo partly; echo why >&2; exit 3");
    assertEquals(ExitCode.FAILED, console.exitCode());
    assertEquals("partly\n", console.out());
    assertTrue(console.err().contains("trimtab: the command exited with 3: why"), console::err);
    Console unknown = run("guest", "run", "--set", "sched.latency_n=5", "--", "true");
    assertEquals(ExitCode.USAGE, unknown.exitCode(), unknown::err);
    assertTrue(unknown.err().contains("did you mean sched.latency_ns?"), unknown::err);
    assertFalse(unknown.err().lines().count() > 1, unknown::err);
  }
}
