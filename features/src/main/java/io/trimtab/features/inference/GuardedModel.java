package io.trimtab.features.inference;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A model that cannot hurt whoever asks it. It scores on a thread of its own: if it throws, or is
 * not done by its deadline, the answer is a reason instead of scores, and the caller goes on with
 * its defaults. As long as it hangs it is not asked again. Used by one thread.
 *
 * <p>A question that is late is not cancelled: one that had not even begun would then never end,
 * and only its end says that the model may be asked again.
 */
public final class GuardedModel implements AutoCloseable {
  /** What came of it. */
  public sealed interface Answer {
    /** It scored. */
    final class Scored implements Answer {
      private final double[] scores;

      private Scored(double[] scores) {
        this.scores = scores;
      }

      /** As {@link Model#score} gives them; a new array for each answer. */
      public double[] scores() {
        return scores;
      }
    }

    /**
     * It did not.
     *
     * @param reason one line that names the model
     */
    record Refused(String reason) implements Answer {}
  }

  private final Model model;
  private final Duration deadline;
  private final ExecutorService thread;
  private final AtomicBoolean busy = new AtomicBoolean();

  /**
   * @param deadline how long one vector may take
   */
  public GuardedModel(Model model, Duration deadline) {
    this(
        model,
        deadline,
        Executors.newSingleThreadExecutor(
            work -> {
              Thread created = new Thread(work, "model");
              created.setDaemon(true);
              return created;
            }));
  }

  /**
   * @param thread where the model scores; it is ended with this
   */
  GuardedModel(Model model, Duration deadline, ExecutorService thread) {
    this.model = model;
    this.deadline = deadline;
    this.thread = thread;
  }

  /**
   * Scores one vector.
   *
   * @param vector as wide as the model's schema; it is copied
   */
  public Answer score(double[] vector) {
    if (vector.length != model.schema().size()) {
      return refused("was made for " + model.schema().size() + " features, not " + vector.length);
    }
    if (!busy.compareAndSet(false, true)) {
      return refused("has still not answered an earlier question");
    }
    double[] copy = vector.clone();
    Future<double[]> scores = thread.submit(() -> scores(copy));
    try {
      return checked(scores.get(deadline.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return refused("did not answer within " + deadline.toMillis() + " ms");
    } catch (ExecutionException e) {
      return refused("failed: " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return refused("was interrupted");
    }
  }

  private double[] scores(double[] vector) {
    try {
      double[] scores = new double[model.outputs()];
      model.score(vector, 1, scores);
      return scores;
    } finally {
      busy.set(false);
    }
  }

  private Answer checked(double[] scores) {
    for (double score : scores) {
      if (!Double.isFinite(score)) {
        return refused("gave a score that is not a number");
      }
    }
    return new Answer.Scored(scores);
  }

  private Answer refused(String what) {
    return new Answer.Refused("model " + model.name() + " " + what);
  }

  /** Ends its thread, which an endless loop survives; it keeps no process from ending. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
