package io.trimtab.fuzz.tunable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.actuators.region.RegionFile;
import io.trimtab.actuators.region.UnsafeRegions;
import io.trimtab.fuzz.FuzzException;
import io.trimtab.fuzz.tunable.Health.State;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where only the search is tested, a machine of which the truth is known stands in for a guest. */
class TunableFuzzerTest {
  private static final List<Knob> KNOBS =
      List.of(
          new Knob("runtime", 950, false, List.of(-1L, 0L, 500L, 1000L, 4000L)),
          new Knob("period", 1000, false, List.of(1L, 500L, 2000L, 16000L)),
          new Knob("reserve", 1000, true, List.of(100L, 10_000L, 600_000L)),
          new Knob("latency", 12, false, List.of(1L, 3L, 100L)),
          new Knob("wakeup", 2, false, List.of(0L, 1L, 8L, 50L)),
          new Knob("idle", 5, false, List.of(1L, 20L)));

  /** Runtime is at most period; both alike starve; a reserve of half the memory brings OOM. */
  private static class Simulated implements TunableMachine {
    private int trials;

    @Override
    public String name() {
      return "simulated";
    }

    @Override
    public long memoryKb() {
      return 1_000_000;
    }

    @Override
    public List<Knob> knobs() {
      return KNOBS;
    }

    @Override
    public Health run(Setting setting, long draw) {
      trials++;
      Map<String, Long> now = new LinkedHashMap<>();
      KNOBS.forEach(knob -> now.put(knob.name(), knob.initial()));
      for (Map.Entry<String, Long> each : setting.values().entrySet()) {
        now.put(each.getKey(), each.getValue());
        if (now.get("runtime") > now.get("period") || now.get("runtime") < -1) {
          return new Health(State.REFUSED, 0, each.getKey() + ": invalid");
        }
      }
      if (now.get("reserve") > 500_000) {
        return new Health(State.OUT_OF_MEMORY, 1, "killed");
      }
      if (now.get("runtime") < 0 || now.get("runtime") * 100 > now.get("period") * 99) {
        return new Health(State.STARVED, 1, "starved");
      }
      // Waking tasks take over from others, unless that is off, or the latency is too short for it.
      double seconds = now.get("wakeup") >= 8 || now.get("latency") <= 3 ? 1.1 : 1.4;
      return new Health(State.WELL, seconds + 0.01 * draw, "");
    }
  }

  /** Keeps what it is told. */
  private static final class Heard implements TunableListener {
    private final List<Findings> findings = new ArrayList<>();

    @Override
    public void told(String what, int trials) {
      assertFalse(what.isEmpty());
    }

    @Override
    public void found(Findings soFar) {
      findings.add(soFar);
    }
  }

  private static Findings fuzz(int trials) throws InterruptedException {
    return fuzz(trials, new Heard());
  }

  private static Findings fuzz(int trials, Heard heard) throws InterruptedException {
    Simulated machine = new Simulated();
    LocalDate date = LocalDate.of(2026, 11, 29);
    return new TunableFuzzer(machine, 1, () -> machine.trials >= trials, date, heard).run();
  }

  @Test
  void limitsAndInterplayAreFound() throws InterruptedException {
    Findings findings = fuzz(1500);
    List<String> found = new ArrayList<>();
    findings.relations().forEach(r -> found.add(r.from() + " " + r.kind() + " " + r.to()));

    assertTrue(found.contains("runtime AT_MOST period"), found.toString());
    assertTrue(
        found.contains("latency ACTS_TOGETHER wakeup")
            || found.contains("wakeup ACTS_TOGETHER latency"),
        found.toString());
    assertEquals(2, found.size(), found.toString());
  }

  @Test
  void unsafeRegionsAreFoundWithTheirBorders() throws InterruptedException {
    UnsafeRegions unsafe = fuzz(1500).unsafe();

    assertTrue(isUnsafe(unsafe, Map.of("runtime", 1000L, "period", 1000L)));
    assertTrue(isUnsafe(unsafe, Map.of("runtime", 2000L, "period", 2000L)));
    assertTrue(isUnsafe(unsafe, Map.of("runtime", -1L, "period", 1000L)));
    assertFalse(isUnsafe(unsafe, Map.of("runtime", 950L, "period", 1000L)));
    assertFalse(isUnsafe(unsafe, Map.of("runtime", 1900L, "period", 2000L)));
    assertTrue(isUnsafe(unsafe, Map.of("reserve", 550_000L)));
    assertFalse(isUnsafe(unsafe, Map.of("reserve", 450_000L)));
    assertEquals(unsafe.all(), RegionFile.read("f", RegionFile.write(unsafe)).all());
  }

  private static boolean isUnsafe(UnsafeRegions unsafe, Map<String, Long> values) {
    return unsafe
        .problem(
            Set.copyOf(values.keySet()),
            name ->
                values.containsKey(name) ? OptionalLong.of(values.get(name)) : OptionalLong.empty(),
            OptionalLong.of(1_000_000))
        .isPresent();
  }

  @Test
  void whatWasFoundIsToldAtOnceAndKeptWhenTheTimeIsOver() throws InterruptedException {
    Heard heard = new Heard();
    Findings findings = fuzz(60, heard);

    assertEquals(60, findings.trials());
    assertFalse(findings.unsafe().all().isEmpty());
    assertEquals(
        findings.relations().size() + findings.unsafe().all().size(), heard.findings.size());
    Findings last = heard.findings.get(heard.findings.size() - 1);
    assertEquals(findings.relations(), last.relations());
    assertEquals(findings.unsafe().all(), last.unsafe().all());
  }

  @Test
  void aMachineThatIsNotWellIsToldOf() {
    TunableMachine broken =
        new Simulated() {
          @Override
          public Health run(Setting setting, long draw) {
            return new Health(State.HUNG, 0, "it hangs");
          }
        };
    TunableFuzzer fuzzer = new TunableFuzzer(broken, 1, () -> false, LocalDate.EPOCH, new Heard());
    FuzzException failure = assertThrows(FuzzException.class, fuzzer::run);
    assertTrue(failure.getMessage().contains("it hangs"), failure.getMessage());
  }
}
