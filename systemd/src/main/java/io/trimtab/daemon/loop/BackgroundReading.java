package io.trimtab.daemon.loop;

import io.trimtab.features.extract.Interval;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A number that is fetched on a thread of its own, at most once a tick: whoever asks gets what came
 * since the last tick, and waits for nothing.
 */
final class BackgroundReading implements Reading {
  private record Fetched(OptionalDouble value, Optional<String> trouble) {}

  private final String text;
  private final Readings.Fetch fetch;
  private final ExecutorService thread;
  private final AtomicBoolean isBusy = new AtomicBoolean();
  private volatile Optional<Fetched> newest = Optional.empty();
  private Optional<String> trouble = Optional.empty();
  private int ticksBusy;

  /**
   * @param limit after which a fetch ends by itself
   */
  BackgroundReading(String text, Duration limit, Readings.Fetch fetch) {
    this.text = text + " (within " + limit.toMillis() + " ms)";
    this.fetch = fetch;
    this.thread =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread created = new Thread(work, "objective");
              created.setDaemon(true);
              return created;
            });
  }

  @Override
  public OptionalDouble next(Interval interval) {
    Optional<Fetched> taken = newest;
    newest = Optional.empty();
    taken.ifPresent(fetched -> trouble = fetched.trouble());
    if (isBusy.compareAndSet(false, true)) {
      ticksBusy = 0;
      thread.execute(this::fetch);
    } else if (++ticksBusy > 5) {
      trouble = Optional.of(text + ": no answer for " + ticksBusy + " ticks");
    }
    return taken.map(Fetched::value).orElse(OptionalDouble.empty());
  }

  private void fetch() {
    try {
      newest = Optional.of(new Fetched(fetch.get(), Optional.empty()));
    } catch (IOException | RuntimeException e) {
      newest =
          Optional.of(
              new Fetched(OptionalDouble.empty(), Optional.of(String.valueOf(e.getMessage()))));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      isBusy.set(false);
    }
  }

  @Override
  public String text() {
    return text;
  }

  @Override
  public Optional<String> trouble() {
    return trouble;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
