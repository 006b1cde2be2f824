package io.trimtab.tuner.training;

import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.agent.FittedQ;
import io.trimtab.tuner.agent.Portfolio;
import io.trimtab.tuner.agent.PortfolioTrainer;
import io.trimtab.tuner.agent.WorkloadExperience;
import io.trimtab.tuner.environment.Setting;
import io.trimtab.tuner.experience.Experience;
import io.trimtab.tuner.policy.NearestPoint;
import io.trimtab.tuner.policy.Policy;
import io.trimtab.tuner.policy.PolicyFile;
import io.trimtab.tuner.policy.WorkloadModels;
import io.trimtab.tuner.search.Point;
import io.trimtab.tuner.search.SearchSpace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What an agent knows beforehand: a policy, recorded experience, settings that someone wants to see
 * tried, or nothing. Of experience, what is known of the very workload that is tuned for is left
 * out, so that nothing is learned but from others.
 */
public final class Prior {
  /** Knows nothing. */
  public static final Prior NONE = new Prior(Optional.empty(), Optional.empty(), List.of(), "");

  private static final byte[] SQLITE = "SQLite format 3".getBytes(StandardCharsets.US_ASCII);
  private static final long SEED = 1;

  private final Optional<Policy> policy;
  private final Optional<Experience> experience;
  private final List<Setting> listed;
  private final String digest;

  private Prior(
      Optional<Policy> policy,
      Optional<Experience> experience,
      List<Setting> listed,
      String digest) {
    this.policy = policy;
    this.experience = experience;
    this.listed = List.copyOf(listed);
    this.digest = digest;
  }

  /** Knows a policy. */
  public static Prior of(Policy policy) {
    return new Prior(Optional.of(policy), Optional.empty(), List.of(), policy.digest());
  }

  /** Knows what was recorded. */
  public static Prior of(Experience experience) {
    return new Prior(Optional.empty(), Optional.of(experience), List.of(), experience.digest());
  }

  /** Knows settings that are to be tried in their order. */
  static Prior of(List<Setting> settings) {
    return new Prior(Optional.empty(), Optional.empty(), settings, SettingsFile.digest(settings));
  }

  /**
   * Reads a file of any kind: experience is SQLite, a policy is JSON, and what is neither has a
   * setting a line.
   *
   * @throws TunerException if it is none of them
   */
  public static Prior read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(SQLITE.length);
      if (Arrays.equals(start, SQLITE)) {
        return of(Experience.read(file));
      }
      if (SettingsFile.isOne(start)) {
        return of(SettingsFile.read(file));
      }
    } catch (IOException e) {
      throw TunerException.invalid(file + " cannot be read: " + e.getMessage(), e);
    }
    return of(PolicyFile.read(file));
  }

  /** Returns what tells it from others; empty for nothing. */
  public String digest() {
    return digest;
  }

  /** Returns a portfolio for a space; the empty one where nothing is known. */
  Portfolio portfolio(SearchSpace space, String workload) {
    if (policy.isPresent()) {
      return policy.get().portfolio(space);
    }
    return lessons(space, workload)
        .map(known -> new PortfolioTrainer(known, SEED).train())
        .orElse(Portfolio.EMPTY);
  }

  /**
   * Returns values fitted to what was recorded.
   *
   * @throws TunerException if it is no experience, or of no other workload
   */
  FittedQ values(SearchSpace space, String workload) {
    return lessons(space, workload)
        .map(known -> FittedQ.fit(known, SEED))
        .orElseThrow(
            () ->
                TunerException.invalid(
                    "the agent actor learns from recorded trials of other workloads than "
                        + workload
                        + ": give them with --prior FILE"));
  }

  /**
   * Returns the points of a space that are nearest to the settings that are to be tried.
   *
   * @throws TunerException if there are none
   */
  List<Point> listed(SearchSpace space) {
    if (listed.isEmpty()) {
      throw TunerException.invalid(
          "the agent listed tries the settings of a file: give one with --prior FILE, a setting a"
              + " line such as \"batch sched.latency_ns=6000000\"");
    }
    return listed.stream().map(setting -> NearestPoint.of(space, setting)).toList();
  }

  private Optional<io.trimtab.tuner.agent.Experience> lessons(SearchSpace space, String workload) {
    if (experience.isEmpty()) {
      return Optional.empty();
    }
    List<WorkloadExperience> lessons =
        WorkloadModels.of(experience.get(), space, SEED).stream()
            .filter(model -> !model.workload().name().equals(workload))
            .filter(model -> !model.workload().isHeldOut())
            .map(model -> model.lesson())
            .toList();
    return lessons.isEmpty()
        ? Optional.empty()
        : Optional.of(new io.trimtab.tuner.agent.Experience(space, lessons));
  }
}
