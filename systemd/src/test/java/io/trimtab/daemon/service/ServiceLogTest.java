package io.trimtab.daemon.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.trimtab.daemon.decision.DecisionKind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ServiceLogTest {
  private final StringWriter out = new StringWriter();
  private final AtomicLong nanos = new AtomicLong();

  @Test
  void journaldGetsPrioritiesAndPeopleDoNot() {
    log(Map.of("JOURNAL_STREAM", "8:1")).log(Message.TRIPPED, "all is undone\nfor now\n");
    log(Map.of()).log(Message.TRIPPED, "all is undone");

    assertEquals(
        "<4>[T0111] all is undone for now\ntrimtab: [T0111] all is undone\n", out.toString());
  }

  @Test
  void whatRepeatsIsCountedAndNotWritten() {
    ServiceLog log = log(Map.of());
    for (int i = 0; i < 1000; i++) {
      log.log(Message.IMPAIRED, "line " + i);
    }
    log.log(Message.RELOADED, "another message");
    nanos.addAndGet(TimeUnit.MINUTES.toNanos(1));
    log.log(Message.IMPAIRED, "line 1000");

    List<String> lines = out.toString().lines().toList();
    assertEquals(23, lines.size());
    assertEquals("trimtab: [T0117] line 19", lines.get(19));
    assertEquals("trimtab: [T0010] another message", lines.get(20));
    assertEquals("trimtab: [T0117] 980 more like this were left out", lines.get(21));
    assertEquals("trimtab: [T0117] line 1000", lines.get(22));
  }

  /** An ID is for ever: whoever changes this list breaks somebody's alert. */
  @Test
  void idsAreStable() {
    Map<String, String> some =
        Map.of("READY", "T0002", "CONFIGURATION_REFUSED", "T0011", "COMMITTED", "T0105");

    some.forEach((name, id) -> assertEquals(id, Message.valueOf(name).id()));
    List<String> all = Arrays.stream(Message.values()).map(Message::id).toList();
    assertEquals(all.size(), new HashSet<>(all).size());
    for (DecisionKind kind : DecisionKind.values()) {
      assertEquals(kind.name(), Message.of(kind).name());
    }
  }

  private ServiceLog log(Map<String, String> environment) {
    return new ServiceLog(new PrintWriter(out), environment, nanos::get);
  }
}
