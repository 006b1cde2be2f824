package io.trimtab.fuzz.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.fuzz.exec.ExecCall;
import io.trimtab.fuzz.exec.ExecProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@RequiresKernel
@Timeout(120)
class CrashReproducerTest {
  @Test
  void whatIsNotNeededForACrashIsLeftOut() throws InterruptedException {
    ExecProgram needed = Programs.provoke("PANIC");
    List<ExecCall> calls = new ArrayList<>(Programs.listenTwice().calls());
    calls.replaceAll(call -> call.resultSlot().isPresent() ? call.into(9) : call);
    calls.addAll(needed.calls());
    calls.add(2, ExecCall.of(Programs.GETPID));
    calls.add(ExecCall.of(Programs.GETPID));
    Crash crash;
    try (Testbed testbed =
        Testbed.start(Kernels.machine(), TestbedSettings.of(1), CrashListener.NONE)) {
      testbed.run(Programs.typical());
      Execution execution = testbed.run(new ExecProgram(calls));
      crash = assertInstanceOf(Execution.Crashed.class, execution).crash();
    }
    assertEquals(List.of(Programs.typical()), crash.before());

    Optional<Reproduction> reproduction =
        new CrashReproducer(Kernels.machine(), TestbedSettings.of(1)).reproduce(crash);
    assertEquals(List.of(needed), reproduction.orElseThrow().programs());
    assertEquals("kernel panic: dumptest", reproduction.get().crash().title());
  }

  @Test
  void whatDoesNotHappenAgainIsNotReproduced() throws InterruptedException {
    Crash crash = new Crash(Crash.Kind.REPORT, "BUG: once", "", Programs.listenTwice(), List.of());
    CrashReproducer reproducer = new CrashReproducer(Kernels.machine(), TestbedSettings.of(1));
    assertTrue(reproducer.reproduce(crash).isEmpty());
  }
}
