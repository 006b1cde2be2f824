package io.trimtab.daemon.loop;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * The loop's model side: it is asked by the actuator side, and answers on a thread of its own,
 * whenever it is done. Nobody waits for it. One that hangs or fails again and again is not asked
 * any more, which leaves the defaults.
 */
final class ModelSide {
  /** How long it may think before it counts as stuck. */
  static final long PATIENCE_NANOS = 30_000_000_000L;

  private static final int MOST_FAILURES = 3;

  /** The state between a question and its answer. */
  private record Asked(Question question, Optional<Answer> answer) {}

  private record Answer(Optional<Proposal> proposal, Optional<String> failure) {}

  private final Proposer proposer;
  private final Executor thread;
  private final boolean isGuarded;
  private Optional<Asked> state = Optional.empty();
  private int failures;
  private Optional<String> trouble = Optional.empty();

  /**
   * @param thread where it thinks
   * @param isGuarded whether what fails is replaced; otherwise its failures are the caller's
   */
  ModelSide(Proposer proposer, Executor thread, boolean isGuarded) {
    this.proposer = proposer;
    this.thread = thread;
    this.isGuarded = isGuarded;
  }

  /** Whether it waits for a question. */
  synchronized boolean isFree() {
    return state.isEmpty() && failures < MOST_FAILURES;
  }

  /** Asks; the answer comes with a later {@link #take}. */
  void ask(Question question) {
    if (!isGuarded) {
      Answer answer = new Answer(proposer.propose(question), Optional.empty());
      begin(new Asked(question, Optional.of(answer)));
      return;
    }
    begin(new Asked(question, Optional.empty()));
    try {
      thread.execute(() -> think(question));
    } catch (RejectedExecutionException e) {
      answer(question, new Answer(Optional.empty(), Optional.of("its thread is gone")));
    }
  }

  private synchronized void begin(Asked asked) {
    state = Optional.of(asked);
  }

  private void think(Question question) {
    try {
      answer(question, new Answer(proposer.propose(question), Optional.empty()));
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      answer(question, new Answer(Optional.empty(), Optional.of(String.valueOf(e.getMessage()))));
    }
  }

  private synchronized void answer(Question question, Answer answer) {
    state = state.map(asked -> new Asked(question, Optional.of(answer)));
  }

  /** What it answered, if it has; it is free then. */
  synchronized Optional<Proposal> take(long nowNanos) {
    if (state.isEmpty()) {
      return Optional.empty();
    }
    Optional<Answer> answer = state.get().answer();
    if (answer.isEmpty()) {
      boolean isStuck = nowNanos - state.get().question().nanos() > PATIENCE_NANOS;
      trouble = isStuck ? Optional.of("it has not answered for 30 s") : trouble;
      return Optional.empty();
    }
    state = Optional.empty();
    failures = answer.get().failure().isPresent() ? failures + 1 : 0;
    trouble =
        answer
            .get()
            .failure()
            .map(
                why ->
                    "it failed"
                        + (failures < MOST_FAILURES ? "" : " three times, and is not asked again")
                        + ": "
                        + why);
    return answer.get().proposal();
  }

  /** Why its default is used instead of it, if so: nothing is proposed. */
  Optional<String> trouble() {
    return trouble;
  }
}
