package io.trimtab.daemon.prefetch;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.trimtab.daemon.DaemonException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Prefetching for one cgroup, in a process of its own: what it learns of many pages would not fit
 * into the daemon's memory, and whatever becomes of it, the daemon goes on. Its input stays open as
 * long as the daemon lives, so that it can end with it.
 */
public final class PrefetchChild implements AutoCloseable {
  private static final int LONGEST_LINE = 1 << 16;
  private static final long PATIENCE_SECONDS = 2;

  private static final long LAST_WORDS_MILLIS = 500;

  private final Process process;
  private final Thread errors;
  private volatile Optional<Report> latest = Optional.empty();
  private volatile Optional<String> lastWords = Optional.empty();

  /**
   * How it goes.
   *
   * @param helped how many of its processes get on better with it
   * @param waited faults that waited for the disk all the same
   * @param fetched pages that were brought in
   * @param used those of them that were needed
   */
  public record Report(int processes, int helped, long waited, long fetched, long used) {
    private static Report of(JsonObject json) {
      int helped = 0;
      for (JsonElement process : json.getAsJsonArray("processes")) {
        helped += process.getAsJsonObject().get("verdict").getAsString().equals("pays") ? 1 : 0;
      }
      return new Report(
          json.getAsJsonArray("processes").size(),
          helped,
          json.get("majors").getAsLong(),
          json.get("fetched").getAsLong(),
          json.get("used").getAsLong());
    }
  }

  private PrefetchChild(Process process) {
    this.process = process;
    listen("prefetch-report", process.getInputStream(), this::reported);
    errors = listen("prefetch-errors", process.getErrorStream(), this::said);
  }

  /**
   * Starts one.
   *
   * @param words its command line: a program that prints an object in a line now and then, and ends
   *     with its input
   * @throws DaemonException if it cannot be started
   */
  public static PrefetchChild start(List<String> words) {
    try {
      return new PrefetchChild(new ProcessBuilder(words).start());
    } catch (IOException e) {
      throw DaemonException.failed("cannot start " + words.get(0) + ": " + e.getMessage(), e);
    }
  }

  private interface Line {
    void take(String text);
  }

  private static Thread listen(String name, InputStream in, Line line) {
    Thread thread = new Thread(() -> read(in, line), name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Takes what fits into a line; the rest of a longer one is let go. */
  private static void read(InputStream in, Line line) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      StringBuilder text = new StringBuilder();
      for (int c = reader.read(); c >= 0; c = reader.read()) {
        if (c == '\n') {
          line.take(text.toString());
          text.setLength(0);
        } else if (text.length() < LONGEST_LINE) {
          text.append((char) c);
        }
      }
    } catch (IOException e) {
      // It was ended: there is no more.
    }
  }

  private void reported(String text) {
    try {
      latest = Optional.of(Report.of(JsonParser.parseString(text).getAsJsonObject()));
    } catch (RuntimeException e) {
      said(text); // Whatever it is, a report it is not.
    }
  }

  private void said(String text) {
    if (!text.isBlank()) {
      lastWords = Optional.of(text.strip());
    }
  }

  /** What it reported last: what {@code trimtab prefetch --json} prints. */
  public Optional<Report> latest() {
    return latest;
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Why it ended, if it has ended and should not have: its last words. */
  public Optional<String> trouble() {
    if (process.isAlive() || process.exitValue() == 0) {
      return Optional.empty();
    }
    try {
      errors.join(LAST_WORDS_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.of(lastWords.orElse("it ended with status " + process.exitValue()));
  }

  /** Asks it to end, and waits a moment for it. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
