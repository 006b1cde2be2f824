package io.trimtab.features.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.features.registry.FeatureSchema;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GuardedModelTest {
  private static final Duration DEADLINE = Duration.ofMillis(200);

  @Test
  void aModelThatWorksGivesItsScores() {
    try (GuardedModel guarded = guard(vector -> vector[0] * 2)) {
      assertArrayEquals(new double[] {6}, scored(guarded.score(new double[] {3})));
    }
  }

  @Test
  void oneThatThrowsIsNamed() {
    try (GuardedModel guarded =
        guard(
            vector -> {
              if (vector[0] > 0) {
                throw new IllegalStateException("broken");
              }
              return 1;
            })) {
      refused(guarded.score(new double[] {3}), "model toy", "failed", "broken");
      assertArrayEquals(new double[] {1}, scored(guarded.score(new double[] {0})), "and goes on");
    }
  }

  @Test
  void oneThatHangsIsNotWaitedFor() throws InterruptedException {
    CountDownLatch answer = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    try (GuardedModel guarded =
        guard(
            vector -> {
              if (vector[0] > 0) {
                awaitAnyway(answer);
                answered.countDown();
              }
              return 1;
            })) {
      refused(guarded.score(new double[] {3}), "did not answer within 200 ms");
      refused(guarded.score(new double[] {0}), "has still not answered");
      answer.countDown();
      answered.await();
      GuardedModel.Answer last = askUntilItAnswers(guarded, 0);
      assertArrayEquals(new double[] {1}, scored(last), "it is asked again when it is back");
    }
  }

  @Test
  void oneThatBeginsLateIsAskedAgain() {
    CountDownLatch awake = new CountDownLatch(1);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    thread.execute(() -> awaitAnyway(awake));
    try (GuardedModel guarded = new GuardedModel(toy(vector -> vector[0] * 2), DEADLINE, thread)) {
      refused(guarded.score(new double[] {3}), "did not answer within 200 ms");
      refused(guarded.score(new double[] {3}), "has still not answered");
      awake.countDown();
      assertArrayEquals(new double[] {8}, scored(askUntilItAnswers(guarded, 4)));
    } finally {
      awake.countDown();
    }
  }

  @Test
  void closingInterruptsOneThatHangs() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    try (GuardedModel guarded =
        guard(
            vector -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                interrupted.countDown();
              }
              return 1;
            })) {
      refused(guarded.score(new double[] {3}), "did not answer within 200 ms");
      assertEquals(1, interrupted.getCount(), "a late one goes on");
    }
    interrupted.await();
  }

  @Test
  void scoresThatAreNoNumbersAreRefused() {
    try (GuardedModel guarded = guard(vector -> Double.NaN)) {
      refused(guarded.score(new double[] {3}), "not a number");
    }
  }

  @Test
  void vectorsOfAnotherWidthAreRefused() {
    try (GuardedModel guarded = guard(vector -> 1)) {
      refused(guarded.score(new double[] {3, 4}), "made for 1 features, not 2");
    }
  }

  private static GuardedModel.Answer askUntilItAnswers(GuardedModel guarded, double question) {
    GuardedModel.Answer last = guarded.score(new double[] {question});
    for (int i = 0; i < 1000 && last instanceof GuardedModel.Answer.Refused; i++) {
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
      last = guarded.score(new double[] {question});
    }
    return last;
  }

  /** As a loop would that nobody can interrupt. */
  private static void awaitAnyway(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        // Goes on.
      }
    }
  }

  private static double[] scored(GuardedModel.Answer answer) {
    return ((GuardedModel.Answer.Scored) answer).scores();
  }

  private static void refused(GuardedModel.Answer answer, String... parts) {
    String reason = ((GuardedModel.Answer.Refused) answer).reason();
    for (String part : parts) {
      assertTrue(reason.contains(part), reason);
    }
  }

  private static GuardedModel guard(ToDoubleFunction<double[]> formula) {
    return new GuardedModel(toy(formula), DEADLINE);
  }

  private static Model toy(ToDoubleFunction<double[]> formula) {
    return new Model() {
      @Override
      public String name() {
        return "toy";
      }

      @Override
      public FeatureSchema schema() {
        return new FeatureSchema(List.of("x"));
      }

      @Override
      public int outputs() {
        return 1;
      }

      @Override
      public void score(double[] vectors, int count, double[] scores) {
        scores[0] = formula.applyAsDouble(vectors);
      }
    };
  }
}
