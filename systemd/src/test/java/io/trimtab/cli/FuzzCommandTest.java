package io.trimtab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class FuzzCommandTest {
  @Test
  void wrongUsageIsToldBeforeAnythingIsBuilt() {
    for (List<String> words :
        List.of(
            List.of("fuzz"),
            List.of("fuzz", "kernel"),
            List.of("fuzz", "kernel", "bild"),
            List.of("fuzz", "kernel", "build", "6.12"),
            List.of("fuzz", "run"),
            List.of("fuzz", "run", "--state", "none", "--guide", "heeler"),
            List.of("fuzz", "run", "--state", "none", "--kernels", "0"),
            List.of("fuzz", "run", "--state", "none", "--descriptions", "no-such-directory"),
            List.of("fuzz", "exec", "no-such-file"),
            List.of("fuzz", "tunables", "--env", "host"),
            List.of("fuzz", "guide"),
            List.of("fuzz", "guide", "--manager", "http://192.0.2.1:1"),
            List.of("fuzz", "guide", "--manager", "http://127.0.0.1:1", "--rate", "0"))) {
      Console console = Console.run(words);
      assertEquals(ExitCode.USAGE, console.exitCode(), () -> words + console.err());
      assertEquals("", console.out());
    }
    Console console = Console.run(List.of("fuzz", "kernel", "bild"));
    assertTrue(console.err().contains("did you mean build?"), console::err);
    Console guide = Console.run(List.of("fuzz", "run", "--state", "none", "--guide", "heeler"));
    assertTrue(guide.err().contains("did you mean healer"), guide::err);
    assertFalse(Files.exists(Path.of("none")));
  }

  @Test
  void aManagerThatIsNotThereIsToldOfOnce() {
    Console console = Console.run(List.of("fuzz", "guide", "--manager", "http://127.0.0.1:1"));
    assertEquals(ExitCode.UNAVAILABLE, console.exitCode(), console::err);
    assertEquals(1, console.err().lines().count(), console::err);
    assertTrue(console.err().contains("no manager listens at http://127.0.0.1:1"), console::err);
  }

  @Test
  void kernelsThatAreBuiltAreListed() {
    Console console = Console.run(List.of("fuzz", "kernel", "list", "--json"));
    assertEquals(ExitCode.DONE, console.exitCode(), console::err);
    JsonObject list = console.json().getAsJsonObject();
    assertTrue(list.get("directory").getAsString().endsWith("fuzz"));
    list.getAsJsonArray("kernels")
        .forEach(
            kernel -> {
              String program = kernel.getAsJsonObject().get("program").getAsString();
              assertTrue(Files.isExecutable(Path.of(program)), program);
            });
  }
}
