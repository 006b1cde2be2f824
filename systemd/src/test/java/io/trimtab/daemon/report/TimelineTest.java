package io.trimtab.daemon.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.daemon.report.Span.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimelineTest {
  private final List<Span> spans = Timeline.of(Day.report());

  private List<Span> of(Kind kind, String subject) {
    return spans.stream().filter(s -> s.kind() == kind && s.subject().equals(subject)).toList();
  }

  private static int minute(java.time.Instant time) {
    return (int) Duration.between(Day.START, time).toMinutes();
  }

  @Test
  void aTrialEndsWithItsVerdictThoughThatNamesNoTunable() {
    List<Span> trials = of(Kind.TRIED, "vm.swappiness");

    assertEquals(2, trials.size());
    assertEquals(120, minute(trials.get(0).from()));
    assertEquals(161, minute(trials.get(0).to()));
    assertEquals("10", trials.get(0).note());
  }

  @Test
  void whatIsKeptEndsWhenItIsUndoneOrTakenByAnother() {
    assertEquals(549, minute(of(Kind.KEPT, "block.vda.read_ahead_kb").get(0).to()));
    assertEquals(760, minute(of(Kind.KEPT, "vm.page-cluster").get(0).to()));
    assertEquals(Day.END, of(Kind.YIELDED, "vm.page-cluster").get(0).to());
  }

  @Test
  void aTripEndsAllThatIsInForceAndHoldsUntilItIsReleased() {
    assertEquals(1010, minute(of(Kind.KEPT, "vm.swappiness").get(0).to()));
    Span held = of(Kind.HELD, "tripped").get(0);
    assertEquals(1010, minute(held.from()));
    assertEquals(1025, minute(held.to()));
  }

  @Test
  void whatIsOpenAtTheEndLastsUntilThen() {
    assertEquals(Day.END, of(Kind.KEPT, "vm.swappiness").get(1).to());
    assertEquals(Day.END, of(Kind.TRIED, "vm.vfs_cache_pressure").get(0).to());
  }

  @Test
  void beforeTheFirstStartThereWasNoDaemon() {
    Span absent = spans.stream().filter(s -> s.kind() == Kind.ABSENT).findFirst().orElseThrow();

    assertEquals(Day.START, absent.from());
    assertEquals(22, minute(absent.to()));
  }

  @Test
  void workAddsUp() {
    Map<String, Double> seconds = Timeline.workloads(spans);

    assertEquals(
        List.of("oltp", "sequential_read", "batch", "idle"), List.copyOf(seconds.keySet()));
    double all = seconds.values().stream().mapToDouble(Double::doubleValue).sum();
    assertEquals(Duration.ofMinutes(24 * 60 - 25).toSeconds(), all, 1);
    assertTrue(seconds.get("batch") > 0);
  }
}
