package io.trimtab.fuzz.ablation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CpuMeterTest {
  @Test
  void whatKilledKernelsHadUsedIsNotForgotten() {
    CpuMeter meter = new CpuMeter();

    List<Double> kernels =
        Stream.of(5.0, 9.0, 3.0, 4.0, 1.0, 2.5)
            .map(seconds -> meter.after(new CpuTime(1, seconds)).kernels())
            .toList();

    assertEquals(List.of(5.0, 9.0, 9.0, 10.0, 10.0, 11.5), kernels);
    assertEquals(3, meter.after(new CpuTime(3, 2.5)).guide());
  }

  /** A launcher with a child that it has not waited for, as a kernel's is. */
  @Test
  void aLauncherThatIsKilledTakesNothingWithIt() throws IOException, InterruptedException {
    CpuMeter meter = new CpuMeter();
    double before = meter.now().all();
    String busy = "i=0; while [ $i -lt 150000 ]; do i=$((i + 1)); done; echo done; sleep 60";
    Process launcher = new ProcessBuilder("sh", "-c", "sh -c '" + busy + "' & wait").start();
    List<ProcessHandle> all = new ArrayList<>(List.of(launcher.toHandle()));
    try {
      launcher.inputReader().readLine();
      launcher.descendants().forEach(all::add);
      double used = meter.now().all();
      assertTrue(used > before, used + " after " + before);

      launcher.destroyForcibly().waitFor();
      all.forEach(ProcessHandle::destroyForcibly);
      assertTrue(meter.now().all() >= used);
    } finally {
      all.forEach(ProcessHandle::destroyForcibly);
    }
  }
}
