package io.trimtab.daemon.prefetch;

import io.trimtab.features.prefetch.Prefetcher;
import java.util.function.Supplier;

/**
 * How to prefetch.
 *
 * @param predictor makes one for each process
 * @param threads how many bring pages in
 * @param pagesPerSecond the most pages that are asked for
 * @param isGuarded whether it is left alone where it does not pay; always on otherwise
 * @param isWatching whether faults are watched and nothing is asked for
 */
public record PrefetchSettings(
    Supplier<Prefetcher> predictor,
    int threads,
    long pagesPerSecond,
    boolean isGuarded,
    boolean isWatching) {}
