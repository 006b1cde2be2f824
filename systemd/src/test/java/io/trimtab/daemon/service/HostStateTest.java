package io.trimtab.daemon.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostStateTest {
  private static final Map<String, String> UNIT = Map.of("INVOCATION_ID", "1");

  /** systemctl's exit code says the same again, and tells less. */
  @ParameterizedTest
  @CsvSource({
    "echo stopping; exit 1, true",
    "echo running, false",
    "echo degraded; exit 1, false",
    "exit 1, false",
    "sleep 30, false",
    "echo offline; exit 1, false",
  })
  void itIsWhatTheManagerSays(String script, boolean isShuttingDown) {
    assertEquals(isShuttingDown, HostState.isShuttingDown(UNIT, List.of("sh", "-c", script)));
  }

  @Test
  void whereThereIsNoManagerItIsAStop() {
    assertFalse(HostState.isShuttingDown(Map.of(), List.of("echo", "stopping")));
    assertFalse(HostState.isShuttingDown(UNIT, List.of("/no/such/systemctl")));
  }
}
