package io.trimtab.actuators.journal;

/** The kinds of steps that change the journal or the kernel. */
public enum Step {
  JOURNAL_OPEN,
  JOURNAL_BEGIN,
  JOURNAL_OBSERVED,
  JOURNAL_COMMIT,
  JOURNAL_UNDONE,
  WRITE,
  READ_BACK
}
