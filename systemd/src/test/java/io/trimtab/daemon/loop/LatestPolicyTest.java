package io.trimtab.daemon.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.actuators.catalogue.Catalogue;
import io.trimtab.actuators.kernel.RootedFiles;
import io.trimtab.tuner.environment.SchedulingPolicy;
import io.trimtab.tuner.policy.Policy;
import io.trimtab.tuner.policy.PolicyFile;
import io.trimtab.tuner.policy.ShippedPolicy;
import io.trimtab.tuner.policy.TrainingPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which policy is asked, on a kernel that has the scheduler's files. */
class LatestPolicyTest {
  private static final Path SCHED = Path.of("sys/kernel/debug/sched");

  @TempDir Path root;
  private Path file = Path.of("tuner.policy");

  @BeforeEach
  void makeKernel() throws IOException {
    file = root.resolve("tuner.policy");
    Path sched = Files.createDirectories(root.resolve(SCHED));
    Files.writeString(sched.resolve("latency_ns"), "6000000\n");
    Files.writeString(sched.resolve("min_granularity_ns"), "750000\n");
    Files.writeString(sched.resolve("wakeup_granularity_ns"), "1000000\n");
  }

  private LatestPolicy latest() {
    return new LatestPolicy(file, Catalogue.probe(new RootedFiles(root)));
  }

  private static Question question(List<Double> features) {
    return new Question(
        0,
        new Workload("any", 1, features),
        Map.of(),
        List.of("sched.latency_ns", "sched.min_granularity_ns"),
        Set.of(),
        List.of(),
        true);
  }

  /** A training workload for which the shipped policy chooses tunables alone. */
  private static TrainingPoint served() {
    Policy policy = ShippedPolicy.load();
    return policy.points().stream()
        .filter(point -> policy.choose(point.features()).configuration() >= 0)
        .filter(
            point -> policy.choose(point.features()).setting().policy() == SchedulingPolicy.OTHER)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void withoutAFileTheShippedOneIsAsked() {
    LatestPolicy latest = latest();
    Optional<Proposal> proposal = latest.propose(question(served().features()));
    assertEquals(Optional.empty(), latest.trouble());
    assertEquals(Proposal.POLICY, proposal.orElseThrow().origin());
    assertTrue(
        proposal.get().configuration().values().containsKey("sched.latency_ns"),
        proposal.get().configuration().toString());
  }

  @Test
  void whatGoesWithASchedulingPolicyIsNotProposed() {
    Policy policy = ShippedPolicy.load();
    for (TrainingPoint point : policy.points()) {
      latest()
          .propose(question(point.features()))
          .ifPresent(
              proposal ->
                  assertTrue(
                      policy.configurations().stream()
                          .filter(setting -> setting.policy() == SchedulingPolicy.OTHER)
                          .anyMatch(
                              setting ->
                                  setting
                                      .values()
                                      .keySet()
                                      .containsAll(proposal.configuration().values().keySet())),
                      point.workload() + ": " + proposal.configuration()));
    }
  }

  @Test
  void aFileTakesItsPlaceAndADamagedOneIsTold() throws IOException {
    LatestPolicy latest = latest();
    Question question = question(served().features());
    Files.writeString(file, "no policy");
    assertEquals(Optional.empty(), latest.propose(question));
    assertTrue(latest.trouble().orElseThrow().contains("tuner.policy"), latest.trouble().get());
    Files.delete(file);
    assertTrue(latest.propose(question).isPresent());
    assertEquals(Optional.empty(), latest.trouble());
    PolicyFile.write(file, ShippedPolicy.load());
    assertTrue(latest.propose(question).isPresent());
    assertEquals(Optional.empty(), latest.trouble());
  }
}
