package io.trimtab.tuner.dataset;

import io.trimtab.collector.sample.Sample;
import io.trimtab.features.extract.Feature;
import io.trimtab.features.extract.HostFeatures;
import io.trimtab.features.extract.Interval;
import io.trimtab.tuner.TunerException;
import java.time.Duration;

/**
 * Waits until a host has nothing to do. What else goes on would be recorded as a program's own
 * work, above all where that is little.
 */
final class QuietHost {
  private static final int ATTEMPTS = 20;
  private static final Duration LOOK = Duration.ofMillis(500);

  private final RunSampler sampler;
  private final double mostBusy;
  private final Feature busy;

  /**
   * @param mostBusy the share of CPU time that a quiet host may use; 1 for any host
   */
  QuietHost(RunSampler sampler, double mostBusy) {
    this.sampler = sampler;
    this.mostBusy = mostBusy;
    this.busy =
        HostFeatures.all().stream()
            .filter(feature -> feature.name().equals("cpu_busy"))
            .findFirst()
            .orElseThrow();
  }

  /**
   * Returns as soon as the host is quiet.
   *
   * @throws TunerException if it is not within about ten seconds
   */
  void await() throws InterruptedException {
    if (mostBusy >= 1) {
      return;
    }
    double share = 1;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Sample before = sampler.first();
      share = busy.formula().applyAsDouble(new Interval(before, sampler.after(LOOK)));
      if (share <= mostBusy) {
        return;
      }
    }
    throw new TunerException(
        "the host was busy with something else ("
            + Math.round(100 * share)
            + "% of its CPUs); do it again when nothing else runs");
  }
}
