package io.trimtab.features.extract;

import java.util.function.ToDoubleFunction;

/**
 * One number that tells something about what a host does.
 *
 * @param name its one name, such as {@code cpu_busy}
 * @param meaning one line for people, with the range
 * @param formula computes it; not a number where it cannot be known
 */
public record Feature(String name, String meaning, ToDoubleFunction<Interval> formula) {}
