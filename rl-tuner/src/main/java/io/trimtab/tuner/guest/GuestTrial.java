package io.trimtab.tuner.guest;

import io.trimtab.actuators.transaction.Change;
import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.environment.Evaluation;
import io.trimtab.tuner.environment.Laboratory.Trial;
import io.trimtab.tuner.environment.SchedulingPolicy;
import io.trimtab.tuner.guest.GuestRequest.FileText;
import io.trimtab.tuner.run.CommandRunner;
import io.trimtab.tuner.run.RunResult;
import io.trimtab.tuner.workload.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * A trial as a guest's job: write the values, let it all settle, run the workload under the policy.
 *
 * <p>In a quiet guest the workload starts at an instant that depends on the seed alone, not on how
 * many values were written; waiting costs nothing there. The wait also makes the kernel draw new
 * random numbers, so that seeds differ, and the offset puts each seed at another place between two
 * timer ticks.
 *
 * @param trial what is wanted
 * @param changes what differs from the guest's own values, in writing order
 */
record GuestTrial(Trial trial, List<Change> changes) {
  private static final Duration SETTLE = Duration.ofSeconds(10);

  /** Longer than any tick of the timer. */
  private static final int LONGEST_OFFSET_MICROS = 20_000;

  /** What starting, observing and answering may take beside the workload. */
  private static final Duration BESIDES = Duration.ofSeconds(5);

  private static final int NOT_FOUND = 127;
  private static final String REAL_TIME_PRIORITY = "1";

  /** What has the same result: only what differs from the guest's own values counts. */
  String setting() {
    return trial.setting().policy().word()
        + changes.stream()
            .map(change -> " " + change.tunable().name() + "=" + change.to().text())
            .sorted()
            .collect(Collectors.joining());
  }

  /** What the workload's result depends on. */
  String workload() {
    Workload workload = trial.workload();
    return String.join("\u001f", workload.words())
        + "\n"
        + workload.limit().toSeconds()
        + " "
        + workload.objective();
  }

  /** The whole time that a guest is given, by its own clock. */
  Duration limit() {
    return SETTLE.plus(trial.workload().limit()).plus(BESIDES);
  }

  /**
   * The requests.
   *
   * @param isQuiet whether the guest's clock is its own
   */
  List<GuestRequest> requests(boolean isQuiet) {
    List<GuestRequest> requests = new ArrayList<>();
    if (isQuiet) {
      requests.add(new GuestRequest.Deadline(limit()));
    }
    requests.add(
        new GuestRequest.Write(
            changes.stream()
                .map(change -> new FileText(change.tunable().file(), change.to().text()))
                .toList()));
    if (isQuiet) {
      long micros = new SplittableRandom(trial.seed()).nextInt(LONGEST_OFFSET_MICROS);
      requests.add(new GuestRequest.Settle(SETTLE, Duration.ofNanos(micros * 1000)));
    }
    requests.add(new GuestRequest.Run(command(), true));
    return requests;
  }

  private GuestCommand command() {
    List<String> words = new ArrayList<>(chrt(trial.setting().policy()));
    words.addAll(trial.workload().words());
    return new GuestCommand(words, trial.workload().limit());
  }

  /** The program that starts another one under a policy. */
  static List<String> chrt(SchedulingPolicy policy) {
    boolean isRealTime = policy == SchedulingPolicy.FIFO || policy == SchedulingPolicy.RR;
    return List.of("chrt", "--" + policy.word(), isRealTime ? REAL_TIME_PRIORITY : "0");
  }

  /**
   * What came of it.
   *
   * @param scratch an empty directory
   * @throws TunerException if the workload's program is missing in the guest
   */
  Evaluation evaluation(JobOutcome outcome, Path scratch) throws IOException, InterruptedException {
    if (outcome.failure().isPresent()) {
      return new Evaluation.Failed(outcome.failure().get());
    }
    RunResult written = outcome.replies().get(0).result();
    if (!written.succeeded()) {
      return new Evaluation.Failed("the guest's kernel refuses a value: " + written.failure());
    }
    Optional<String> discrepancy =
        GuestTunables.discrepancy(changes, written.stdout().lines().toList());
    if (discrepancy.isPresent()) {
      return new Evaluation.Failed(discrepancy.get());
    }
    GuestReply reply = outcome.replies().get(1);
    RunResult result = reply.result();
    if (result.exitCode() == NOT_FOUND) {
      throw TunerException.unavailable(
          trial.workload().name() + " cannot run in the guest: " + result.failure());
    }
    if (!result.succeeded()) {
      return new Evaluation.Failed("the workload " + result.failure());
    }
    try {
      double value = trial.workload().objective().value(result, new CommandRunner());
      return new Evaluation.Measured(value, GuestFeatures.of(reply, scratch));
    } catch (TunerException e) {
      return new Evaluation.Failed(e.getMessage());
    }
  }
}
