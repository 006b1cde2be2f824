package io.trimtab.fuzz.guide;

import io.trimtab.actuators.catalogue.Names;
import io.trimtab.fuzz.FuzzException;
import io.trimtab.fuzz.program.CallSet;
import io.trimtab.fuzz.relation.DynamicLearner;
import io.trimtab.fuzz.relation.RelationTable;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Ways to choose the next call, by their names on the command line. */
public enum GuideKind {
  RANDOM,
  CHOICE_TABLE,
  BIGRAM,
  HEALER_STATIC,
  HEALER,
  CONTEXT;

  /** How relations are learned by execution for it; empty if it has no use for them. */
  public Optional<DynamicLearner.Options> learning() {
    return switch (this) {
      case RANDOM, CHOICE_TABLE, BIGRAM, HEALER_STATIC -> Optional.empty();
      case HEALER -> Optional.of(DynamicLearner.Options.DEFAULT);
      // It goes by how strong a relation is, the others by whether there is one.
      case CONTEXT -> Optional.of(DynamicLearner.Options.DEFAULT.weighing());
    };
  }

  /** A new one, which has learned nothing yet. */
  public Guide make(CallSet calls, RelationTable relations) {
    return switch (this) {
      case RANDOM -> new RandomGuide(calls);
      case CHOICE_TABLE -> new ChoiceTableGuide(calls);
      case BIGRAM -> new BigramGuide(calls);
      case HEALER_STATIC, HEALER -> new HealerGuide(toString(), calls, relations);
      case CONTEXT -> new ContextGuide(calls, relations);
    };
  }

  /**
   * The guide of a name.
   *
   * @throws FuzzException if there is none, with those that there are
   */
  public static GuideKind of(String name) {
    List<String> names = Arrays.stream(values()).map(GuideKind::toString).toList();
    int index = names.indexOf(name);
    if (index >= 0) {
      return values()[index];
    }
    List<String> near = Names.nearest(name, names);
    throw FuzzException.invalid(
        "no guide is called \"%s\"; %s"
            .formatted(
                name,
                near.isEmpty()
                    ? "there are " + String.join(", ", names)
                    : "did you mean " + String.join(" or ", near) + "?"));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
