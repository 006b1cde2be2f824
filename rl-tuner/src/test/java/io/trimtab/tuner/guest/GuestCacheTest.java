package io.trimtab.tuner.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.tuner.TunerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuestCacheTest {
  @TempDir Path directory;

  @Test
  void whereItIs() {
    Path home = Path.of("/home/u");
    assertEquals(Path.of("/home/u/.cache/trimtab"), GuestCache.of(Map.of(), home).directory());
    assertEquals(
        Path.of("/c/trimtab"), GuestCache.of(Map.of("XDG_CACHE_HOME", "/c"), home).directory());
    assertEquals(
        Path.of("/mine"),
        GuestCache.of(Map.of("TRIMTAB_CACHE", "/mine", "XDG_CACHE_HOME", "/c"), home).directory());
  }

  @Test
  void ofManyBuildersOneBuilds() throws Exception {
    GuestCache cache = new GuestCache(directory);
    AtomicInteger built = new AtomicInteger();
    Callable<Path> get =
        () ->
            cache.get(
                "kind/entry",
                place -> {
                  Thread.sleep(50);
                  Files.writeString(place.resolve("file"), "build " + built.incrementAndGet());
                });
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (Future<Path> path : threads.invokeAll(List.of(get, get, get, get))) {
        assertEquals("build 1", Files.readString(path.get().resolve("file")));
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(List.of("entry"), cache.names("kind").toList());
  }

  @Test
  void aBuildThatFailsLeavesNothingAndIsTriedAgain() throws Exception {
    GuestCache cache = new GuestCache(directory);
    TunerException e =
        assertThrows(
            TunerException.class,
            () ->
                cache.get(
                    "kind/entry",
                    place -> {
                      Files.createDirectories(place.resolve("half/done"));
                      throw new IOException("no space left");
                    }));
    assertTrue(e.getMessage().endsWith("entry: no space left"), e.getMessage());
    assertEquals(Optional.empty(), cache.find("kind/entry"));
    assertEquals(List.of(), cache.names("kind").toList());
    // And one that was killed on the way.
    Files.createDirectories(directory.resolve("kind/entry.new/half"));
    Path place = cache.get("kind/entry", empty -> Files.createFile(empty.resolve("whole")));
    assertTrue(Files.exists(place.resolve("whole")));
    assertFalse(Files.exists(place.resolve("half")));
  }

  @Test
  void whatAKilledRunLeftIsSweptAndWhatIsInUseIsNot() throws Exception {
    Path left = Files.createDirectories(directory.resolve("runs/run.left"));
    Files.createFile(left.resolve("lock"));
    Files.createFile(left.resolve("console"));
    try (RunDirectory first = new GuestCache(directory).newRun();
        RunDirectory second = new GuestCache(directory).newRun()) {
      assertFalse(Files.exists(left));
      assertTrue(Files.exists(first.path()));
      assertTrue(Files.exists(second.path()));
      // Looking for dead ones does not end this process's locks, for another process to see.
      for (Path run : List.of(first.path(), second.path())) {
        assertTrue(lockedByThisProcess(run.resolve("lock")), run::toString);
      }
    }
    assertEquals(List.of(), new GuestCache(directory).names("runs").toList());
  }

  private static boolean lockedByThisProcess(Path file) throws Exception {
    String inode = ":" + Files.getAttribute(file, "unix:ino") + " ";
    String pid = " " + ProcessHandle.current().pid() + " ";
    return Files.readAllLines(Path.of("/proc/locks")).stream()
        .anyMatch(line -> line.contains(inode) && line.contains(pid));
  }
}
