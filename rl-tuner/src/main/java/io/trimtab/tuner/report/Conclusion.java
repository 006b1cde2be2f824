package io.trimtab.tuner.report;

import io.trimtab.tuner.measure.Judgement;
import io.trimtab.tuner.measure.Verdict;
import io.trimtab.tuner.tune.Trial;
import io.trimtab.tuner.tune.TuneResult;
import io.trimtab.tuner.tune.TuneResult.Ending;
import java.util.Comparator;
import java.util.Optional;

/**
 * What a session came to, in plain words.
 *
 * @param tone how it is to look
 * @param headline the verdict in one sentence, without a full stop
 * @param detail what became of it, in full sentences
 */
record Conclusion(Tone tone, String headline, String detail) {
  /** What colour the news has; the name is the class in the style sheet. */
  enum Tone {
    GOOD,
    BAD,
    NEUTRAL
  }

  static Conclusion of(TuneResult result) {
    Optional<Judgement> judgement = result.judgement();
    if (judgement.isEmpty()) {
      return unjudged(result);
    }
    Judgement judged = judgement.get();
    String detail = fate(result) + ending(result);
    if (judged.blocks() == 0) {
      return new Conclusion(
          Tone.NEUTRAL,
          "No difference was shown: the best configuration failed when it was measured again",
          detail);
    }
    return switch (judged.verdict()) {
      case BETTER -> new Conclusion(Tone.GOOD, Gain.sentence(judged), detail);
      case WORSE -> new Conclusion(Tone.BAD, Gain.sentence(judged), detail);
      case NO_DIFFERENCE ->
          new Conclusion(Tone.NEUTRAL, "No difference", noDifference(judged) + " " + detail);
    };
  }

  private static Conclusion unjudged(TuneResult result) {
    boolean interrupted = result.ending() == Ending.INTERRUPTED;
    if (result.trials().isEmpty()) {
      return new Conclusion(
          Tone.NEUTRAL,
          interrupted ? "Interrupted before anything was tried" : "Nothing was tried",
          fate(result) + (interrupted ? "" : ending(result)));
    }
    Optional<Trial> best =
        result.trials().stream()
            .filter(trial -> trial.ratio() > 1)
            .max(Comparator.comparingDouble(Trial::ratio));
    String looked =
        best.map(
                trial ->
                    "Trial "
                        + trial.number()
                        + " looked best ("
                        + Gain.of(trial.ratio())
                        + "), but nothing was measured again, so this may be luck. ")
            .orElse("");
    return interrupted
        ? new Conclusion(Tone.NEUTRAL, "Interrupted: no verdict", looked + fate(result))
        : new Conclusion(
            Tone.NEUTRAL,
            "No difference",
            "Of "
                + Numbers.count(result.trials().size(), "configuration", "configurations")
                + " none stood out from the baseline. "
                + fate(result)
                + ending(result));
  }

  private static String noDifference(Judgement judged) {
    return "On "
        + Numbers.count(judged.blocks(), "fresh block", "fresh blocks")
        + " the best configuration came out at "
        + Numbers.signedPercent(judged.ratio() - 1)
        + "; "
        + Gain.signedInterval(judged)
        + ".";
  }

  private static String fate(TuneResult result) {
    if (result.committed().isPresent()) {
      return "The best configuration was kept and is in force: entry "
          + result.committed().get()
          + " in the journal.";
    }
    boolean better =
        result.judgement().filter(judged -> judged.verdict() == Verdict.BETTER).isPresent();
    return better
        ? "Everything was put back as it was; the best configuration is below, ready to apply."
        : "Everything was put back as it was.";
  }

  private static String ending(TuneResult result) {
    return switch (result.ending()) {
      case COMPLETE -> "";
      case BUDGET -> " The search ended when its time was over.";
      case INTERRUPTED -> " The session was interrupted.";
    };
  }
}
