package io.trimtab.tuner.report;

import io.trimtab.tuner.search.Reason;

/** Why a trial was made, in words. */
final class Reasons {
  private Reasons() {}

  static String words(Reason reason) {
    return switch (reason) {
      case SCREEN_GROUP -> "screening, a group";
      case SCREEN_SINGLE -> "screening, one alone";
      case SURROGATE -> "predicted to gain";
      case NEIGHBOUR -> "next to the best";
      case RANDOM -> "random draw";
      case CONFIRM -> "best once more";
    };
  }
}
