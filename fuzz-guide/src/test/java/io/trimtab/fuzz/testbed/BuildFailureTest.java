package io.trimtab.fuzz.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.fuzz.FuzzException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildFailureTest {
  @TempDir private Path directory;

  @Test
  void whatIsMissingIsToldByItsPackage() {
    assertEquals(
        Optional.of("libelf-dev"),
        BuildFailure.missingPackage(
            "tools/objtool/elf.h:10:10: fatal error: gelf.h: No such file or directory"));
    assertEquals(Optional.of("flex"), BuildFailure.missingPackage("/bin/sh: 1: flex: not found"));
    assertEquals(
        Optional.of("libc6-dev"), BuildFailure.missingPackage("/usr/bin/ld: cannot find -lutil"));
    assertTrue(BuildFailure.missingPackage("  CC      kernel/fork.o").isEmpty());
    assertTrue(
        BuildFailure.missingPackage("fatal error: unheard.h: No such file or directory").isEmpty());
  }

  @Test
  void aStepThatFailsIsToldWithItsLastLinesAndWhereTheRestIs() {
    HostTools tools = new HostTools(System.getenv("PATH"));
    Path log = directory.resolve("log");
    String script = "seq 40; echo 'sh: 1: bison: not found'; exit 3";
    FuzzException e =
        Assertions.assertThrows(
            FuzzException.class, () -> tools.run(directory, log, line -> {}, "sh", "-c", script));
    assertTrue(e.getMessage().contains("ended with status 3"), e.getMessage());
    assertTrue(e.getMessage().contains("apt-get install -y bison"), e.getMessage());
    assertTrue(e.getMessage().contains("39 / 40 / sh: 1: bison: not found"), e.getMessage());
    assertTrue(e.getMessage().endsWith(log.toString()));
    assertTrue(Files.exists(log));
    assertFalse(e.getMessage().contains("\n"));
  }

  @Test
  void programsThatAreMissingAreToldAtOnce() {
    HostTools tools = new HostTools(directory.toString());
    FuzzException e =
        Assertions.assertThrows(
            FuzzException.class,
            () ->
                tools.require(
                    "building",
                    Map.of("no-such-flex", "flex", "no-such-ld", "binutils"),
                    List.of("libc6-dev")));
    assertEquals(FuzzException.Kind.UNAVAILABLE, e.kind());
    assertTrue(e.getMessage().endsWith("binutils flex libc6-dev"), e.getMessage());
  }
}
