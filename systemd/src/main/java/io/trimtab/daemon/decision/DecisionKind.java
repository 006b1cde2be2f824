package io.trimtab.daemon.decision;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What kind of thing was decided, or happened. */
public enum DecisionKind {
  /** The daemon began; what a dead one had left is put back. */
  STARTED,
  /** It ended, and undid or kept what was in force. */
  STOPPED,
  /** It took a new configuration, or refused one. */
  RELOADED,
  /** The host does another kind of work. */
  RECOGNISED,
  /** A configuration would be tried if this mode wrote anything. */
  ADVISED,
  /** A configuration is measured against the baseline. */
  TRIED,
  /** What a trial came to: better, worse, or no difference. */
  JUDGED,
  /** A value stays in force, under watch. */
  COMMITTED,
  /** An original was put back. */
  UNDONE,
  /** After an undo the objective is back where it was, or is not. */
  RECOVERED,
  /** Somebody else wrote a tunable: it is given up. */
  YIELDED,
  /** A tunable that was given up is taken back, on request. */
  RESUMED,
  /** A rule stood against a value or a trial. */
  REFUSED,
  /** The global guard: all is undone, and nothing is tried for a while. */
  TRIPPED,
  /** The hold after a trip is over. */
  RELEASED,
  /** Nothing is tried until told, or until a time. */
  FROZEN,
  /** Trying goes on. */
  THAWED,
  /** A model is broken, late or poor: its default is used instead. */
  REPLACED,
  /** A value was found reverted by the kernel, and written again. */
  REASSERTED,
  /** Something that is needed does not work, such as a full disk. */
  IMPAIRED;

  /** The kind of a word; none if there is no such kind. */
  public static Optional<DecisionKind> of(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }

  /** The word in JSON and in tables. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
