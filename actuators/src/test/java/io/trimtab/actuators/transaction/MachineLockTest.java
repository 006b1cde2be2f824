package io.trimtab.actuators.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.actuators.ActuatorException;
import io.trimtab.testing.Children;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MachineLockTest {
  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void chooseAPlaceThatDoesNotExist() {
    file = directory.resolve("run/lock");
  }

  @Test
  void isForItsOwnerAlone() throws IOException {
    MachineLock.acquire(file, "a test").close();
    assertEquals("rw-------", mode(file));
    assertEquals("rwx------", mode(file.getParent()));
    assertTrue(Files.readString(file).endsWith(": a test"));
  }

  @Test
  void turnsASecondOneOfThisProcessAwayAndStaysLocked() throws Exception {
    MachineLock first = MachineLock.acquire(file, "first");
    try {
      for (int i = 0; i < 3; i++) {
        assertThrows(ActuatorException.class, () -> MachineLock.acquire(file, "second"));
      }
      assertTrue(
          childSays().contains("another trimtab is at work (pid "),
          "turning the second away must not free the lock");
    } finally {
      first.close();
    }
    MachineLock.acquire(file, "third").close();
  }

  @Test
  void isHeldByAnInterruptedThread() throws Exception {
    Thread.currentThread().interrupt();
    MachineLock lock = MachineLock.acquire(file, "about to stop");
    assertTrue(Thread.interrupted(), "who asked it to stop is still heard");
    String child = childSays();
    assertTrue(child.contains("another trimtab is at work (pid "), child);
    lock.close();
    MachineLock.acquire(file, "next").close();
  }

  @Test
  void belongsToOneProcessAndDiesWithIt() throws Exception {
    Process child = child("hold");
    try (BufferedReader out = child.inputReader()) {
      assertEquals("locked", out.readLine());
      ActuatorException taken =
          assertThrows(ActuatorException.class, () -> MachineLock.acquire(file, "here"));
      assertEquals(
          "another trimtab is at work (pid " + child.pid() + ": a child); wait for it, or end it",
          taken.getMessage());
    } finally {
      child.destroyForcibly().waitFor();
    }
    MachineLock.acquire(file, "here").close();
  }

  @Test
  void closingTwiceFreesNobodyElsesLock() {
    MachineLock first = MachineLock.acquire(file, "first");
    first.close();
    MachineLock second = MachineLock.acquire(file, "second");
    first.close();
    assertThrows(ActuatorException.class, () -> MachineLock.acquire(file, "third"));
    second.close();
  }

  private String childSays() throws Exception {
    Process child = child("try");
    try (BufferedReader out = child.inputReader()) {
      String line = out.readLine();
      child.waitFor();
      return String.valueOf(line);
    }
  }

  private Process child(String what) throws IOException {
    return Children.start(LockChild.class, file.toString(), what);
  }

  /** Another process: takes the lock, says so, and holds it until it is killed. */
  static final class LockChild {
    private LockChild() {}

    public static void main(String[] args) throws InterruptedException {
      try {
        MachineLock.acquire(Path.of(args[0]), "a child");
        System.out.println("locked");
        if (args[1].equals("hold")) {
          Thread.sleep(60_000);
        }
      } catch (ActuatorException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
