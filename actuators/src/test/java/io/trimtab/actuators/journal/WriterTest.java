package io.trimtab.actuators.journal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class WriterTest {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

  @Test
  void thisProcessIsAlive() {
    assertTrue(Writer.current().isAlive());
  }

  @Test
  void aLaterProcessWithTheSamePidIsAnother() {
    Writer current = Writer.current();
    assertFalse(new Writer(current.pid(), current.started().minusSeconds(60)).isAlive());
    assertFalse(new Writer(Long.MAX_VALUE, current.started()).isAlive());
  }

  @Test
  void aProcessThatNobodyHasWaitedForIsDead() throws IOException, InterruptedException {
    // The shell starts a child and becomes a program that never waits for it.
    Process parent =
        new ProcessBuilder("/bin/sh", "-c", "sleep 0.1 & echo $!; exec sleep 30").start();
    try (var out = parent.inputReader()) {
      long pid = Long.parseLong(out.readLine());
      Writer writer =
          new Writer(pid, ProcessHandle.of(pid).orElseThrow().info().startInstant().orElseThrow());
      while (!Files.readString(Path.of("/proc/" + pid + "/stat")).contains(") Z ")) {
        Thread.sleep(20);
      }
      assertTrue(ProcessHandle.of(pid).isPresent(), "Java takes it for alive");
      assertFalse(writer.isAlive());
    } finally {
      parent.destroyForcibly();
    }
  }

  @Test
  void aTransactionExpiresWithItsWriterOrItsLease() {
    Writer dead = new Writer(Long.MAX_VALUE, NOW);
    Optional<Instant> lease = Optional.of(NOW.plusSeconds(10));
    assertTrue(transaction(TransactionState.OPEN, dead, lease).isExpired(NOW));
    Writer alive = Writer.current();
    assertFalse(transaction(TransactionState.OPEN, alive, lease).isExpired(NOW));
    assertTrue(transaction(TransactionState.OPEN, alive, lease).isExpired(NOW.plusSeconds(10)));
    assertFalse(transaction(TransactionState.OPEN, alive, Optional.empty()).isExpired(NOW));
    assertFalse(transaction(TransactionState.COMMITTED, dead, Optional.empty()).isExpired(NOW));
  }

  private static JournalTransaction transaction(
      TransactionState state, Writer writer, Optional<Instant> lease) {
    return new JournalTransaction(1, NOW, "boot", writer, "test", state, lease, List.of());
  }
}
