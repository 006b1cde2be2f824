package io.trimtab.tuner.guest;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.trimtab.tuner.TunerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a guest that someone ended is told from one that crashed. */
class ResumedGuestsTest {
  @TempDir Path directory;
  private Path errors = Path.of("errors");

  @BeforeEach
  void complainOfNothing() throws IOException {
    errors = directory.resolve("errors");
    Files.writeString(errors, "");
  }

  @Test
  void aGuestThatEndsByItselfIsATrial() {
    assertDoesNotThrow(() -> ResumedGuests.requireOwnEnd(0, errors));
    assertDoesNotThrow(() -> ResumedGuests.requireOwnEnd(1, errors));
    assertDoesNotThrow(() -> ResumedGuests.requireOwnEnd(128 + 11, errors));
  }

  @Test
  void oneThatWasKilledIsNone() {
    assertThrows(TunerException.class, () -> ResumedGuests.requireOwnEnd(128 + 9, errors));
    assertThrows(TunerException.class, () -> ResumedGuests.requireOwnEnd(128 + 15, errors));
  }

  @Test
  void oneThatWasAskedToEndIsNone() throws IOException {
    Files.writeString(
        errors, "qemu-system-x86_64: terminating on signal 15 from pid 1 (timeout)\n");
    assertThrows(TunerException.class, () -> ResumedGuests.requireOwnEnd(0, errors));
  }
}
