package io.trimtab.daemon.loop;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;

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
  private final AtomicReference<Optional<Asked>> state = new AtomicReference<>(Optional.empty());
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
  boolean isFree() {
    return state.get().isEmpty() && failures < MOST_FAILURES;
  }

  /** Asks; the answer comes with a later {@link #take}. */
  void ask(Question question) {
    Asked asked = new Asked(question, Optional.empty());
    state.set(Optional.of(asked));
    if (!isGuarded) {
      answer(asked, new Answer(proposer.propose(question), Optional.empty()));
      return;
    }
    try {
      thread.execute(() -> think(asked));
    } catch (RejectedExecutionException e) {
      answer(asked, new Answer(Optional.empty(), Optional.of("its thread is gone")));
    }
  }

  private void think(Asked asked) {
    try {
      answer(asked, new Answer(proposer.propose(asked.question()), Optional.empty()));
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      answer(asked, new Answer(Optional.empty(), Optional.of(String.valueOf(e.getMessage()))));
    }
  }

  private void answer(Asked asked, Answer answer) {
    Optional<Asked> now = state.get();
    if (now.isPresent() && now.get().question() == asked.question()) {
      state.compareAndSet(now, Optional.of(new Asked(asked.question(), Optional.of(answer))));
    }
  }

  /** What it answered, if it has; it is free then. */
  Optional<Proposal> take(long nowNanos) {
    Optional<Asked> asked = state.get();
    if (asked.isEmpty()) {
      return Optional.empty();
    }
    Optional<Answer> answer = asked.get().answer();
    if (answer.isEmpty()) {
      boolean isStuck = nowNanos - asked.get().question().nanos() > PATIENCE_NANOS;
      trouble = isStuck ? Optional.of("it has not answered for 30 s") : trouble;
      return Optional.empty();
    }
    state.set(Optional.empty());
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
