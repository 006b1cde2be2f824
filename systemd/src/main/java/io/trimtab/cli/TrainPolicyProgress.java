package io.trimtab.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import io.trimtab.tuner.experience.Episode;
import io.trimtab.tuner.experience.TrialRecord;
import io.trimtab.tuner.search.Outcome;
import io.trimtab.tuner.training.EpisodeResult;
import io.trimtab.tuner.training.TrainingListener;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine.Help.Ansi;

/**
 * A job as it goes on: for people a bar with the time left, or a line now and then where there is
 * no terminal; for programs an object a line on standard output.
 */
final class TrainPolicyProgress implements TrainingListener, AutoCloseable {
  private static final int REFRESH_MILLIS = 200;
  private static final double NANOS = 1e9;
  private static final double LINE_SECONDS = 30;
  private static final int MOST_FOR_BAR = 500_000;
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean json;
  private final LongSupplier nanoTime;
  private final long begun;
  private Optional<ProgressBar> bar = Optional.empty();
  private long most;
  private long done;
  private long made;
  private double lastLine;

  TrainPolicyProgress(HostOptions host, boolean json, LongSupplier nanoTime) {
    this.out = host.out();
    this.err = host.err();
    this.json = json;
    this.nanoTime = nanoTime;
    this.begun = nanoTime.getAsLong();
  }

  @Override
  public void begin(int episodes, long trials) {
    most = trials;
    if (json) {
      JsonObject event = event("begin");
      event.addProperty("episodes", episodes);
      event.addProperty("trials", hasEnd() ? trials : null);
      print(event);
    } else if (Ansi.AUTO.enabled()) {
      bar =
          Optional.of(
              new ProgressBarBuilder()
                  .setTaskName("training")
                  .setInitialMax(hasEnd() ? trials : -1)
                  .setUpdateIntervalMillis(REFRESH_MILLIS)
                  .setStyle(ProgressBarStyle.ASCII)
                  .continuousUpdate()
                  .build());
    } else {
      err.println(
          "trimtab: "
              + (episodes == 1 ? "1 episode" : episodes + " episodes")
              + (hasEnd() ? ", " + trials + " trials in all" : ""));
      err.flush();
    }
  }

  private boolean hasEnd() {
    return most < MOST_FOR_BAR;
  }

  @Override
  public void resumed(Episode episode, int trials) {
    done += trials;
    bar.ifPresent(open -> open.stepBy(trials));
    if (trials > 0 && json) {
      JsonObject event = event("resumed", episode);
      event.addProperty("trials", trials);
      print(event);
    }
  }

  @Override
  public void trial(Episode episode, TrialRecord trial, Outcome outcome, double best) {
    done++;
    made++;
    bar.ifPresent(
        open -> {
          open.step();
          open.setExtraMessage(
              String.format(Locale.ROOT, " %s %.3fx", episode.workload().name(), Math.exp(best)));
        });
    if (json) {
      print(trialEvent(episode, trial, outcome, best));
    } else if (bar.isEmpty() && seconds() - lastLine >= LINE_SECONDS) {
      lastLine = seconds();
      err.println("trimtab: " + done + " trials" + left().map(t -> ", " + t + " left").orElse(""));
      err.flush();
    }
  }

  private JsonObject trialEvent(Episode episode, TrialRecord trial, Outcome outcome, double best) {
    JsonObject event = event("trial", episode);
    event.addProperty("step", trial.step());
    event.addProperty("setting", trial.setting().toString());
    if (outcome instanceof Outcome.Measured measured) {
      event.addProperty("ratio", Math.exp(measured.logRatio()));
    } else if (outcome instanceof Outcome.Failed failed) {
      event.addProperty("failure", failed.reason());
    }
    event.addProperty("best", Math.exp(best));
    secondsLeft().ifPresent(seconds -> event.addProperty("seconds_left", seconds));
    return event;
  }

  @Override
  public void ended(EpisodeResult result) {
    if (json) {
      JsonObject event = event("ended", result.episode());
      event.addProperty("trials", result.trials());
      event.addProperty("failures", result.failures());
      event.addProperty("setting", result.best().toString());
      event.addProperty("best", Math.exp(result.gain()));
      result.problem().ifPresent(problem -> event.addProperty("problem", problem));
      print(event);
    }
  }

  /** By the rate of this run alone: what was recorded before took no time now. */
  private Optional<Long> secondsLeft() {
    return hasEnd() && made > 0
        ? Optional.of(Math.round(seconds() / made * Math.max(0, most - done)))
        : Optional.empty();
  }

  private Optional<String> left() {
    return secondsLeft().map(seconds -> Durations.text(Duration.ofSeconds(seconds)));
  }

  private double seconds() {
    return (nanoTime.getAsLong() - begun) / NANOS;
  }

  private static JsonObject event(String name) {
    JsonObject event = new JsonObject();
    event.addProperty("event", name);
    return event;
  }

  private static JsonObject event(String name, Episode episode) {
    JsonObject event = event(name);
    event.addProperty("workload", episode.workload().name());
    event.addProperty("agent", episode.agent());
    event.addProperty("seed", episode.seed());
    return event;
  }

  private void print(JsonObject event) {
    out.println(GSON.toJson(event));
    out.flush();
  }

  /** Takes the bar away: what is printed next stands by itself. */
  void finish() {
    bar.ifPresent(ProgressBar::close);
    bar = Optional.empty();
  }

  @Override
  public void close() {
    finish();
  }
}
