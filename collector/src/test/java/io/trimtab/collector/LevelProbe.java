package io.trimtab.collector;

import io.trimtab.collector.sample.Sample;
import java.time.Clock;

/**
 * A program that tells what it can observe: its level, a value of /proc, and why eBPF is denied.
 */
final class LevelProbe {
  private LevelProbe() {}

  public static void main(String[] arguments) {
    try (Collector collector =
        Collector.open(Collector.Options.live(), Clock.systemUTC(), System::nanoTime, line -> {})) {
      Sample sample = collector.tick();
      System.out.println("level " + collector.level().word());
      System.out.println("switches " + sample.get(collector.schema().get("sched.switches")));
      System.out.println("wakeups " + sample.get(collector.schema().get("sched.wakeups")));
      collector.refused().forEach((program, why) -> System.out.println(program + ": " + why));
    }
  }
}
