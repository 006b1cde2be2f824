package io.trimtab.actuators.guard;

import io.trimtab.actuators.catalogue.Value;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a host as safe as it was for when memory runs short: what is kept free and in reserve may
 * not shrink, swapping may not be switched off, and no more memory may be promised than before.
 *
 * @param totalKb the host's memory in KiB; 0 if it is unknown
 */
public record MemoryFloor(long totalKb) {
  /** So much of the memory kept free is no tuning any more: 5 %. */
  private static final long MOST_FREE_SHARE = 20;

  /** Modes of overcommit, the strictest first: never, by a heuristic, always. */
  private static final String STRICTNESS = "201";

  /**
   * Checks one value.
   *
   * @param originals what the kernel had before Trimtab changed anything, by tunable
   * @return why it would make the host less safe
   */
  public Optional<Refusal> check(String tunable, Value value, Map<String, Value> originals) {
    Optional<String> reason =
        switch (tunable) {
          case "vm.min_free_kbytes" -> free(number(value), number(originals.get(tunable)));
          case "vm.admin_reserve_kbytes", "vm.user_reserve_kbytes", "vm.watermark_scale_factor" ->
              notBelow(number(value), number(originals.get(tunable)));
          case "vm.swappiness" -> swap(number(value), number(originals.get(tunable)));
          case "vm.overcommit_memory" -> overcommit(value, originals.get(tunable));
          case "vm.overcommit_ratio", "vm.overcommit_kbytes" ->
              notAbove(number(value), number(originals.get(tunable)));
          case "vm.oom_kill_allocating_task", "vm.panic_on_oom" ->
              same(value, originals.get(tunable));
          default -> Optional.empty();
        };
    return reason.map(text -> new Refusal(tunable, Refusal.Rule.MEMORY, text));
  }

  private Optional<String> free(long value, long original) {
    if (value < original) {
      return Optional.of(value + " KiB is less than the " + original + " KiB kept free before");
    }
    if (totalKb > 0 && value > Math.max(original, totalKb / MOST_FREE_SHARE)) {
      return Optional.of(value + " KiB is more than a twentieth of this host's memory");
    }
    return Optional.empty();
  }

  private static Optional<String> swap(long value, long original) {
    return value == 0 && original > 0
        ? Optional.of("0 means to kill rather than to swap")
        : Optional.empty();
  }

  private static Optional<String> overcommit(Value value, @Nullable Value original) {
    int wanted = STRICTNESS.indexOf(value.text());
    int before = original == null ? 0 : STRICTNESS.indexOf(original.text());
    return wanted < 0 || wanted > before
        ? Optional.of("it would promise more memory than before")
        : Optional.empty();
  }

  private static Optional<String> notBelow(long value, long original) {
    return value < original
        ? Optional.of(value + " is below the " + original + " of before")
        : Optional.empty();
  }

  private static Optional<String> notAbove(long value, long original) {
    return value > original
        ? Optional.of(value + " is above the " + original + " of before")
        : Optional.empty();
  }

  private static Optional<String> same(Value value, @Nullable Value original) {
    return value.equals(original)
        ? Optional.empty()
        : Optional.of("what is done when memory is out is not a matter of speed");
  }

  private static long number(@Nullable Value value) {
    return value instanceof Value.Number number ? number.value() : 0;
  }
}
