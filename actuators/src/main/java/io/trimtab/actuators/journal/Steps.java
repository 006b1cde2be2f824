package io.trimtab.actuators.journal;

/**
 * Told of each step that changes the journal or the kernel, just before and just after it: the
 * trace of {@code --verbose}, and the place where tests kill the process.
 */
public interface Steps {
  /** The kinds of steps. */
  enum Kinds {
    JOURNAL_OPEN,
    JOURNAL_BEGIN,
    JOURNAL_OBSERVED,
    JOURNAL_COMMIT,
    JOURNAL_UNDONE,
    WRITE,
    READ_BACK
  }

  Steps NONE =
      new Steps() {
        @Override
        public void before(Kinds kind, String subject) {}

        @Override
        public void after(Kinds kind, String subject) {}
      };

  void before(Kinds kind, String subject);

  void after(Kinds kind, String subject);
}
