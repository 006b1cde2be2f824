package io.trimtab.actuators.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Memory;
import io.trimtab.testing.RequiresRoot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The memory of real processes. */
@RequiresRoot
class ProcessMemoryTest {
  private static final int PAGE = 4096;
  private static final int GOOD = 64;

  private static int self() {
    return (int) ProcessHandle.current().pid();
  }

  private static Process sleeper() throws IOException {
    return new ProcessBuilder("sleep", "100").start();
  }

  private static long start(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
    long ticks = Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19]);
    return ticks * 10_000_000 + 1234;
  }

  @Test
  void tellsWhatIsInMemory() {
    try (Memory memory = new Memory(64L * PAGE);
        ProcessMemory own = ProcessMemory.open(self(), 0, PAGE).orElseThrow()) {
      memory.clear();
      long page = com.sun.jna.Pointer.nativeValue(memory) / PAGE + 1;
      assertEquals(ProcessMemory.State.PRESENT, own.state(page));
      assertEquals(ProcessMemory.State.NONE, own.state(1));
      for (int i = 0; i < GOOD / 2; i++) {
        own.add(page + 2 * (i % 20));
      }
      assertEquals(0, own.willNeed());
      assertEquals(0, own.count());
    }
  }

  @Test
  void oneLookTellsOfAllPagesInIt() {
    try (Memory memory = new Memory(64L * PAGE);
        ProcessMemory own = ProcessMemory.open(self(), 0, PAGE).orElseThrow()) {
      memory.clear();
      long page = com.sun.jna.Pointer.nativeValue(memory) / PAGE + 1;
      own.look(page, 60);
      for (int i = 0; i < 60; i++) {
        assertEquals(ProcessMemory.State.PRESENT, own.seen(page + i));
      }
      assertFalse(own.isSwapped(page));
      assertEquals(ProcessMemory.State.NONE, own.seen(page - 1));
      assertEquals(ProcessMemory.State.NONE, own.seen(page + 60));
      own.look(1L << 60, ProcessMemory.MOST);
      assertEquals(ProcessMemory.State.NONE, own.seen(1L << 60));
    }
  }

  @Test
  void goesOnAfterRangesThatAreNotThere() {
    try (Memory memory = new Memory(64L * PAGE);
        ProcessMemory own = ProcessMemory.open(self(), 0, PAGE).orElseThrow()) {
      memory.clear();
      long page = com.sun.jna.Pointer.nativeValue(memory) / PAGE + 1;
      own.add(1);
      own.add(page);
      own.add(3);
      own.add(5);
      own.add(page + 2);
      own.add(1L << 60);
      assertEquals(4, own.willNeed());
      assertFalse(own.isLost());
    }
  }

  @Test
  void holdsTheProcessAndNotItsNumber() throws IOException, InterruptedException {
    Process process = sleeper();
    int pid = (int) process.pid();
    long start = start(pid);
    try (ProcessMemory held = ProcessMemory.open(pid, start, PAGE).orElseThrow()) {
      assertTrue(held.isAlive());
      process.destroyForcibly().waitFor();
      assertFalse(held.isAlive());
      Process successor = successor(pid);
      try {
        held.add(1);
        assertEquals(1, held.willNeed());
        assertTrue(held.isLost());
        assertTrue(ProcessMemory.open(pid, start, PAGE).isEmpty());
      } finally {
        successor.destroyForcibly().waitFor();
      }
    }
  }

  /** Another process, as soon as possible with the same number. */
  private static Process successor(int pid) throws IOException, InterruptedException {
    Path last = Path.of("/proc/sys/kernel/ns_last_pid");
    Thread.sleep(20); // Its start is told to 10 ms.
    for (int attempt = 0; attempt < 50 && Files.exists(last); attempt++) {
      Files.writeString(last, Integer.toString(pid - 1));
      Process process = sleeper();
      if (process.pid() == pid) {
        return process;
      }
      process.destroyForcibly().waitFor();
    }
    return sleeper();
  }

  @Test
  void aProcessThatStartedAtAnotherTimeIsAnother() throws IOException, InterruptedException {
    Process process = sleeper();
    try {
      long start = start(process.pid());
      assertTrue(ProcessMemory.open((int) process.pid(), start + 10_000_000, PAGE).isEmpty());
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertTrue(ProcessMemory.open((int) process.pid(), 0, PAGE).isEmpty());
  }
}
