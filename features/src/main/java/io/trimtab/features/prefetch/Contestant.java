package io.trimtab.features.prefetch;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A predictor, and from where it would work.
 *
 * @param name as users give it
 * @param predictor makes one; empty for the one that knows the future
 * @param isInKernel whether it asks within the fault, and not some time after it
 * @param isGuarded whether it finds out if it pays
 */
public record Contestant(
    String name, Optional<Supplier<Prefetcher>> predictor, boolean isInKernel, boolean isGuarded) {

  /** No prefetching, both of Linux's, Leap's, ours, and the bound. */
  public static List<Contestant> all() {
    return List.of(
        of("none", () -> new LinuxCluster(0), true, false),
        of("linux-cluster", () -> new LinuxCluster(3), true, false),
        of("linux-vma", () -> new LinuxVma(3), true, false),
        of("leap", LeapPrefetcher::new, true, false),
        of("learned", LearnedPrefetcher::new, false, true),
        new Contestant("foresight", Optional.empty(), false, false));
  }

  private static Contestant of(
      String name, Supplier<Prefetcher> predictor, boolean isInKernel, boolean isGuarded) {
    return new Contestant(name, Optional.of(predictor), isInKernel, isGuarded);
  }
}
