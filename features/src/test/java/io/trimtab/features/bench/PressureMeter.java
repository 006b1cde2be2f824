package io.trimtab.features.bench;

import io.trimtab.collector.Collector;
import io.trimtab.collector.sample.Sample;
import io.trimtab.features.extract.Interval;
import io.trimtab.features.pressure.Pressure;
import io.trimtab.features.pressure.PressureObjective;
import io.trimtab.features.pressure.PressureWindow;
import io.trimtab.features.pressure.Progress;
import io.trimtab.features.pressure.Spent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;

/**
 * A program that tells the pressure objective on demand, with collection on all the time. Each line
 * of its standard input, a number of ticks, is answered when that many seconds have passed: by the
 * objective over them all, the mean and the standard deviation of the single ticks, what was spent
 * (running, waiting for a CPU, for data) and the progress (user, faulted, read, dirtied, direct,
 * handovers), with tabs between.
 */
public final class PressureMeter {
  private static final long TICK_NANOS = 1_000_000_000L;

  private PressureMeter() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    try (Collector collector =
        Collector.open(
            Collector.Options.live(), Clock.systemUTC(), System::nanoTime, System.err::println)) {
      System.out.println("ready");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        System.out.println(measure(collector, Integer.parseInt(line)));
      }
    }
  }

  private static String measure(Collector collector, int ticks) throws InterruptedException {
    PressureWindow window = new PressureWindow(ticks);
    long start = System.nanoTime();
    Sample first = collector.tick().copy();
    Sample last = first;
    for (int tick = 1; tick <= ticks; tick++) {
      Thread.sleep(Math.max(0, (start + tick * TICK_NANOS - System.nanoTime()) / 1_000_000));
      Sample sample = collector.tick().copy();
      window.add(PressureObjective.of(new Interval(last, sample)).value());
      last = sample;
    }
    Pressure pressure = PressureObjective.of(new Interval(first, last));
    if (!(pressure instanceof Pressure.Known known)) {
      return "unknown\t" + pressure;
    }
    Spent spent = known.spent();
    Progress progress = known.progress();
    return String.format(
        Locale.ROOT,
        "%.4f\t%.4f\t%.4f\t%.4g\t%.4g\t%.4g\t%.4g\t%.4g\t%.4g\t%.4g\t%.4g\t%.4g",
        known.value(),
        window.mean(),
        Math.sqrt(window.variance()),
        spent.running(),
        spent.waitingForCpu(),
        spent.waitingForData(),
        progress.user(),
        progress.faulted(),
        progress.read(),
        progress.dirtied(),
        progress.direct(),
        progress.handovers());
  }
}
