package io.trimtab.features.pressure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.features.pressure.Pressure.Known;
import io.trimtab.features.pressure.Pressure.Unknown;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PressureObjectiveTest {
  /** A task that waits for its disk most of the time, and gets so many pages by touching them. */
  private static SyntheticSecond touches(double pages) {
    return new SyntheticSecond(2)
        .time("sched.time_user", 0.01)
        .time("sched.time_system", 0.19)
        .time("psi.io_some", 0.8)
        .count("paging.faults", pages);
  }

  @Test
  void aProgramThatComputesUndisturbedSpendsASecondForASecond() {
    double value = new SyntheticSecond(2).time("sched.time_user", 1).value();
    assertEquals(0, value, 1e-5);
  }

  @Test
  void halfTheProgressForTheSameTimeIsOneMore() {
    assertEquals(1, touches(10_000).value() - touches(20_000).value(), 0.02);
  }

  @ParameterizedTest
  @ValueSource(strings = {"psi.cpu_some", "psi.memory_some", "psi.io_some"})
  void growsWithEachKindOfStall(String metric) {
    double last = Double.NEGATIVE_INFINITY;
    for (double stalled = 0; stalled <= 1; stalled += 0.125) {
      double value =
          new SyntheticSecond(2)
              .time("sched.time_user", 1)
              .count("paging.faults", 1000)
              .time(metric, stalled)
              .value();
      assertTrue(value > last, metric + " " + stalled + ": " + value);
      last = value;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"paging.faults", "file.delivered", "paging.dirtied", "sched.switches_voluntary"})
  void fallsWithEachKindOfProgress(String metric) {
    double last = Double.POSITIVE_INFINITY;
    for (double events = 0; events < 1e6; events = 10 * events + 10) {
      double value = touches(100).count(metric, 100 + events).value();
      assertTrue(value < last, metric + " " + events + ": " + value);
      last = value;
    }
  }

  @Test
  void whatADiskReadsIsNoProgress() {
    SyntheticSecond readahead =
        touches(160)
            .count("paging.read", 1.2e9)
            .count("paging.cache_insertions", 1.2e9 / 4096)
            .count("paging.allocated", 1.22e9 / 4096)
            .count("file.readahead", 1.2e9 / 4096);
    assertEquals(touches(160).value(), readahead.value(), 1e-9);
  }

  @Test
  void norIsWhatIsReadFromSwapAheadOfItsUse() {
    SyntheticSecond swapping =
        touches(1000)
            .count("paging.swap_in", 8000)
            .count("paging.read", 8000 * 4096)
            .count("paging.allocated", 9000);
    assertEquals(touches(1000).value(), swapping.value(), 1e-9);
  }

  @Test
  void whatPassesByThePageCacheIs() {
    Known known =
        assertInstanceOf(
            Known.class,
            touches(0).count("paging.read", 400e6).count("paging.write", 400e6).pressure());
    assertEquals(2 * 1e-6 * 400e6 / 4096, known.progress().direct(), 1e-9);
  }

  @Test
  void aHugePageIsAsMuchAsItsSmallOnes() {
    SyntheticSecond huge = touches(20).count("paging.thp_faults", 20);
    assertEquals(touches(20 * 512).value(), huge.value(), 1e-9);
    SyntheticSecond middling = touches(640).count("paging.allocated", 20 * 512);
    assertEquals(touches(20 * 512).value(), middling.value(), 1e-9);
  }

  @Test
  void aSleepForIoIsNoHandover() {
    SyntheticSecond sleeps =
        touches(100).count("sched.switches_voluntary", 8000).waits("sched.io_wait", 8000, 0.8);
    assertEquals(touches(100).value(), sleeps.value(), 1e-9);
  }

  @Test
  void waitsOfSeveralTasksCountMoreThanPressureTells() {
    Known known =
        assertInstanceOf(
            Known.class,
            touches(100)
                .time("psi.cpu_some", 1)
                .waits("sched.runqueue_latency", 8_000_000, 30)
                .pressure());
    assertEquals(30, known.spent().waitingForCpu(), 0.1);
    Known few =
        assertInstanceOf(
            Known.class,
            touches(100)
                .time("psi.cpu_some", 0.5)
                .waits("sched.runqueue_latency", 8, 30)
                .pressure());
    assertEquals(0.5, few.spent().waitingForCpu(), 1e-9, "one measured wait proves nothing");
  }

  @Test
  void aHostFourTimesAsLargeDoingFourTimesAsMuchIsAsGood() {
    double one = 0;
    for (int times = 1; times <= 4; times += 3) {
      double value =
          new SyntheticSecond(2 * times)
              .time("sched.time_user", 0.7 * times)
              .time("sched.time_system", 0.4 * times)
              .waits("sched.runqueue_latency", 800_000L * times, 20 * times)
              .waits("sched.io_wait", 80_000L * times, 2 * times)
              .count("sched.switches_voluntary", 580_000 * times)
              .count("paging.faults", 9e4 * times)
              .count("file.delivered", 2e5 * times)
              .value();
      one = times == 1 ? value : one;
      // The waits' sampling error is taken off, and is smaller of more of them.
      assertEquals(one, value, 0.01);
    }
  }

  @Test
  void progressNeverIsNothing() {
    double value = new SyntheticSecond(2).time("psi.memory_some", 1).value();
    assertEquals(Math.log(1 / 2e-6) / Math.log(2), value, 0.01);
  }

  @Test
  void anIdleHostTellsNothing() {
    Pressure pressure = new SyntheticSecond(2).time("sched.time_user", 0.01).pressure();
    assertEquals(new Unknown("the host was idle"), pressure);
    assertTrue(Double.isNaN(pressure.value()));
  }

  @Test
  void withoutStallsTimesOrFaultsThereIsAReason() {
    SyntheticSecond stalls =
        touches(100).absent("psi.io_some").absent("psi.memory_some").absent("sched.io_wait");
    assertEquals(
        new Unknown("neither PSI nor eBPF tells here how long tasks are held up"),
        stalls.pressure());
    assertEquals(
        new Unknown("page faults are absent (/proc/vmstat)"),
        touches(100).absent("paging.faults").pressure());
    assertEquals(
        new Unknown("CPU times are absent (/proc/stat)"),
        touches(100).absent("sched.time_user").pressure());
  }

  @Test
  void withoutEbpfItDoesWithoutSomeAndNamesThem() {
    Known known =
        assertInstanceOf(
            Known.class,
            touches(20_000)
                .count("paging.read", 1.2e9)
                .absent("sched.io_wait")
                .absent("sched.runqueue_latency")
                .absent("sched.switches_voluntary")
                .absent("paging.cache_insertions")
                .absent("file.delivered")
                .pressure());
    assertEquals(touches(20_000).value(), known.value(), 1e-9);
    assertEquals(
        List.of("paging.cache_insertions", "sched.switches_voluntary", "file.delivered"),
        known.missing());
  }
}
