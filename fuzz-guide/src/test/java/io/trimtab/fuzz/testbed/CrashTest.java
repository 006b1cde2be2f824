package io.trimtab.fuzz.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.fuzz.exec.CallResult;
import io.trimtab.fuzz.exec.ExecProgram;
import io.trimtab.testing.Slow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Kernels that are made to crash and hang, among programs that are none of the cause. */
@RequiresKernel
@Timeout(900)
class CrashTest {
  /** What the kernel is made to do, and the title that it then has. */
  private static final Map<String, String> PANICS =
      Map.of(
          "PANIC", "kernel panic: dumptest",
          "BUG", "kernel BUG in lkdtm_BUG",
          "WARNING", "WARNING in lkdtm_WARNING",
          "EXCEPTION", "BUG: unable to handle kernel paging request in lkdtm_do_action",
          "CORRUPT_LIST_ADD", "list corruption in lkdtm_CORRUPT_LIST_ADD");

  private static final Map<String, String> HANGS =
      Map.of(
          "HUNG_TASK", "INFO: task hung in lkdtm_HUNG_TASK",
          "SOFTLOCKUP", "BUG: soft lockup",
          "HARDLOCKUP", "no answer from the kernel");

  private final ConcurrentLinkedQueue<Crash> crashes = new ConcurrentLinkedQueue<>();

  @Test
  void everyCrashIsToldAndNothingElseIsLost() throws InterruptedException {
    TestbedSettings settings = TestbedSettings.of(2).withAnswerLimit(Duration.ofSeconds(3));
    List<String> provoked = List.of("PANIC", "EXCEPTION", "HARDLOCKUP", "BUG", "WARNING", "PANIC");
    check(provoked, 60, settings, PANICS);
  }

  @Test
  @Slow
  void ofFiftyPanicsAndHangsEachIsToldAndNothingElseIsLost() throws InterruptedException {
    Map<String, String> all = new HashMap<>(PANICS);
    all.putAll(HANGS);
    List<String> provoked = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Map<String, String> kind = i % 2 == 0 ? PANICS : HANGS;
      List<String> names = kind.keySet().stream().sorted().toList();
      provoked.add(names.get(i / 2 % names.size()));
    }
    check(provoked, 1000, TestbedSettings.of(4), all);
  }

  private void check(
      List<String> provoked, int harmless, TestbedSettings settings, Map<String, String> titles)
      throws InterruptedException {
    List<ExecProgram> programs = new ArrayList<>();
    Map<Integer, String> crashing = new HashMap<>();
    Random random = new Random(7);
    Set<Integer> places = new TreeSet<>();
    while (places.size() < provoked.size()) {
      places.add(random.nextInt(harmless + provoked.size()));
    }
    for (int i = 0; i < harmless + provoked.size(); i++) {
      if (places.contains(i)) {
        crashing.put(i, provoked.get(crashing.size()));
        programs.add(Programs.provoke(crashing.get(i)));
      } else {
        programs.add(Programs.listenTwice());
      }
    }
    Set<String> first = new TreeSet<>();
    List<Execution> executions;
    long told;
    try (Testbed testbed =
        Testbed.start(
            Kernels.machine(),
            settings,
            (crash, isNew) -> {
              crashes.add(crash);
              if (isNew) {
                synchronized (first) {
                  assertTrue(first.add(crash.title()), crash.title() + " is told as new twice");
                }
              }
            })) {
      executions = testbed.runAll(programs);
      told = testbed.crashes();
    }
    assertEquals(programs.size(), executions.size());
    for (int i = 0; i < executions.size(); i++) {
      if (crashing.containsKey(i)) {
        Crash crash =
            assertInstanceOf(Execution.Crashed.class, executions.get(i), crashing.get(i)).crash();
        assertEquals(programs.get(i), crash.program());
        String title = titles.get(crashing.get(i));
        if (title != null) {
          assertTrue(crash.title().startsWith(title), crash.title() + "\n" + crash.log());
        }
      } else {
        Execution execution = executions.get(i);
        String which = "program " + i + ": " + execution;
        Execution.Finished finished = assertInstanceOf(Execution.Finished.class, execution, which);
        List<CallResult> calls = finished.result().calls();
        assertTrue(calls.get(1).coverage().size() > 100, calls.toString());
        assertTrue(calls.get(2).coverage().size() > 10, calls.toString());
      }
    }
    assertEquals(provoked.size(), told, crashes::toString);
    assertEquals(provoked.size(), crashes.size());
  }
}
