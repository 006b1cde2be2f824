package io.trimtab.tuner.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StunRewardTest {
  /** Algorithm 1 of the paper, line by line; the bounds themselves belong to the middle. */
  @ParameterizedTest
  @CsvSource({
    "1.21, 5.00, 200",
    "1.21, 1.00, 200",
    "0.79, 0.10, -50",
    "1.20, 1.10, 100",
    "1.20, 1.30, 0",
    "0.80, 0.79, 100",
    "0.80, 0.90, 0",
    "1.00, 1.00, 0",
    "0.95, 0.94, 100"
  })
  void followsTheTable(double score, double previous, int reward) {
    assertEquals(reward, StunReward.of(score, previous, 0.2));
  }
}
