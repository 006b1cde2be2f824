package io.trimtab.daemon.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.actuators.catalogue.Catalogue;
import io.trimtab.actuators.fake.FakeKernel;
import io.trimtab.actuators.fake.Kernels;
import io.trimtab.features.extract.HostFeatures;
import io.trimtab.tuner.environment.Evaluation;
import io.trimtab.tuner.environment.SchedulingPolicy;
import io.trimtab.tuner.environment.Setting;
import io.trimtab.tuner.experience.EpisodeLog;
import io.trimtab.tuner.experience.Experience;
import io.trimtab.tuner.experience.Place;
import io.trimtab.tuner.policy.Policy;
import io.trimtab.tuner.policy.PolicyTrainer;
import io.trimtab.tuner.policy.WorkloadModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperienceKeeperTest {
  private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
  private static final int FEATURES = HostFeatures.schema().names().size();

  @TempDir private Path directory;
  private Path file;
  private final FakeKernel kernel = Kernels.small();

  @BeforeEach
  void name() {
    file = directory.resolve("experience.db");
  }

  private ExperienceKeeper open() {
    return new ExperienceKeeper(
        file, "6.18.1", "test", Catalogue.probe(kernel), Clock.systemUTC(), System::nanoTime);
  }

  /** That of a class whose features are all one number. */
  private static Lesson lesson(
      String workload, double feature, int swappiness, Lesson.Result result, Instant at) {
    return new Lesson(
        workload,
        "pressure",
        Collections.nCopies(FEATURES, feature),
        Map.of("vm.swappiness", "60"),
        Setting.of(SchedulingPolicy.OTHER, Map.of("vm.swappiness", Integer.toString(swappiness))),
        result,
        at);
  }

  private static Lesson.Result cost(double cost, double noise) {
    return new Lesson.Result.Measured(cost, noise);
  }

  @Test
  void aDayIsAnEpisodeAndAClassAWorkload() {
    try (ExperienceKeeper keeper = open()) {
      keeper.add(lesson("cpu", 1, 10, cost(0.8, 1.01), NOON));
      keeper.add(lesson("cpu", 1, 100, new Lesson.Result.Broken("it broke"), NOON));
      keeper.add(lesson("cpu", 1, 10, cost(0.82, 0.99), NOON.plus(Duration.ofDays(1))));
      keeper.add(lesson("fork", 2, 0, cost(1.1, 1), NOON));
      assertTrue(keeper.trouble().isEmpty(), () -> keeper.trouble().toString());
    }

    List<EpisodeLog> logs = Experience.read(file).episodes();
    assertEquals(
        List.of("cpu", "cpu", "fork"),
        logs.stream().map(log -> log.episode().workload().name()).toList());
    assertEquals(2, logs.get(0).trials().size());
    assertEquals(new Evaluation.Failed("it broke"), logs.get(0).trials().get(1).evaluation());
    assertEquals(2, logs.get(0).baseline().runs().size(), "noise is of the class, not of the day");
    assertEquals(Collections.nCopies(FEATURES, 1.0), logs.get(0).baseline().features());
  }

  @Test
  void aPolicyThatIsTrainedOnItChoosesWhatWasBetter() {
    try (ExperienceKeeper keeper = open()) {
      for (int i = 0; i < 8; i++) {
        double noise = 1 + 0.01 * (i % 3 - 1);
        int swappiness = i % 2 == 0 ? 0 : 100;
        for (int like = 0; like < 4; like++) {
          double far = 0.01 * like;
          double one = swappiness == 0 ? 0.7 : 1.3;
          keeper.add(lesson("cpu" + like, 0.1 + far, swappiness, cost(one, noise), NOON));
          keeper.add(lesson("io" + like, 0.9 - far, swappiness, cost(2 - one, noise), NOON));
        }
      }
    }

    Experience experience = Experience.read(file);
    Place place = WorkloadModels.place(experience, "");
    assertEquals("live:6.18.1", place.name());
    Policy policy =
        PolicyTrainer.train(
            experience,
            place,
            new PolicyTrainer.Settings(4, 1, Set.of(SchedulingPolicy.OTHER), "2026-11-29", "test"));
    assertTrue(chosen(policy, 0.1) < 60, () -> "" + policy.configurations());
    assertTrue(chosen(policy, 0.9) > 60, () -> "" + policy.configurations());
  }

  private static int chosen(Policy policy, double feature) {
    Setting setting = policy.choose(Collections.nCopies(FEATURES, feature)).setting();
    return Integer.parseInt(setting.values().getOrDefault("vm.swappiness", "60"));
  }

  @Test
  void whatTheDaemonHadInForceWhenItBeganIsNotTheBaseline() {
    kernel.set(Kernels.SWAPPINESS, "10");
    try (ExperienceKeeper keeper = open()) {
      keeper.add(lesson("cpu", 1, 20, cost(0.8, 1), NOON));
    }
    kernel.set(Kernels.SWAPPINESS, "60");
    try (ExperienceKeeper keeper = open()) {
      keeper.add(lesson("cpu", 1, 30, cost(0.8, 1), NOON));
    }

    assertEquals(1, Experience.read(file).places().size());
  }

  @Test
  void theNewestOfPlacesThatDifferInTheirSpaceAloneIsTrainedFor() {
    try (ExperienceKeeper keeper = open()) {
      keeper.add(lesson("cpu", 1, 20, cost(0.8, 1), NOON));
    }
    kernel.set(Kernels.DIRTY_RATIO, "40");
    try (ExperienceKeeper keeper = open()) {
      keeper.add(lesson("cpu", 1, 30, cost(0.8, 1), NOON));
    }

    Experience experience = Experience.read(file);
    assertEquals(2, experience.places().size());
    assertEquals(experience.places().get(1), WorkloadModels.place(experience, ""));
  }

  @Test
  void whatIsSomethingElseIsLeftAloneAndTold() throws IOException {
    Files.writeString(file, "this is no database at all, but a text that someone keeps here\n");
    try (ExperienceKeeper keeper = open()) {
      keeper.add(lesson("cpu", 1, 20, cost(0.8, 1), NOON));

      assertTrue(
          keeper.trouble().orElse("").contains(file.toString()), () -> "" + keeper.trouble());
    }
    assertTrue(Files.readString(file).startsWith("this is no database"));
  }
}
