package io.trimtab.actuators.guard;

import io.trimtab.actuators.catalogue.Names;
import io.trimtab.actuators.catalogue.Risk;
import io.trimtab.actuators.catalogue.Tunable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which tunables the administrator lets be turned: those that a glob of {@code allow} matches and
 * none of {@code deny} does, and that are of no higher risk than {@code risk}, unless {@code allow}
 * names them exactly. Names and aliases count alike.
 */
public final class Permission {
  private final Pattern allow;
  private final Pattern deny;
  private final List<String> exact;
  private final Risk risk;

  /**
   * @param allow globs
   * @param deny globs, which go first
   */
  public Permission(List<String> allow, List<String> deny, Risk risk) {
    this.allow = Names.glob(String.join(",", allow));
    this.deny = Names.glob(String.join(",", deny));
    this.exact = allow.stream().map(String::strip).toList();
    this.risk = risk;
  }

  /** What stands against turning it, if something does. */
  public Optional<Refusal> check(Tunable tunable) {
    if (names(tunable).anyMatch(name -> deny.matcher(name).matches())) {
      return refuse(tunable, Refusal.Rule.ALLOWED, "the configuration denies it");
    }
    if (names(tunable).noneMatch(name -> allow.matcher(name).matches())) {
      return refuse(tunable, Refusal.Rule.ALLOWED, "the configuration does not allow it");
    }
    if (tunable.risk().compareTo(risk) > 0 && names(tunable).noneMatch(exact::contains)) {
      return refuse(
          tunable,
          Refusal.Rule.RISK,
          "its risk is "
              + tunable.risk().name().toLowerCase(Locale.ROOT)
              + "; allow it by its exact name to have it turned");
    }
    return Optional.empty();
  }

  private static Stream<String> names(Tunable tunable) {
    return Stream.concat(Stream.of(tunable.name()), tunable.aliases().stream());
  }

  private static Optional<Refusal> refuse(Tunable tunable, Refusal.Rule rule, String reason) {
    return Optional.of(new Refusal(tunable.name(), rule, reason));
  }
}
