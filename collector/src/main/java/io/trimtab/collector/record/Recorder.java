package io.trimtab.collector.record;

import io.trimtab.collector.CollectorException;
import io.trimtab.collector.sample.Problems;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.sample.SampleConsumer;
import io.trimtab.collector.schema.Schema;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Writes samples into a recording: a SQLite database that keeps its size, rolls old ticks up, and
 * can be queried while it grows. Each tick is one transaction. After a crash all ticks are there
 * that were written before it; after a power failure, all but those of the last moments.
 *
 * <p>It never fails once it is open: a tick that cannot be written, since the disk is full, say, is
 * dropped, counted and reported, and the next one is tried again. It is used by one thread.
 */
public final class Recorder implements SampleConsumer, AutoCloseable {
  private final Path file;
  private final Schema schema;
  private final RecorderOptions options;
  private final Problems problems;
  private Optional<Writing> writing;
  private long written;
  private long dropped;

  private Recorder(
      Path file, Schema schema, RecorderOptions options, Problems problems, Writing writing) {
    this.file = file;
    this.schema = schema;
    this.options = options;
    this.problems = problems;
    this.writing = Optional.of(writing);
  }

  /**
   * Creates a recording, or goes on with one. A damaged file is set aside, not deleted, and a new
   * one begun; that is a problem which is reported.
   *
   * @throws CollectorException if the file is something else, or a newer Trimtab's, or cannot be
   *     created
   */
  public static Recorder open(
      Path file, Schema schema, RecorderOptions options, Problems problems) {
    Writing writing;
    try {
      writing = Writing.open(file, schema, options, true);
    } catch (SQLException e) {
      if (!SqliteCause.isCorruption(e)) {
        throw SqliteCause.unwritable(file, e);
      }
      setAside(file, problems, e);
      try {
        writing = Writing.open(file, schema, options, true);
      } catch (SQLException again) {
        throw SqliteCause.unwritable(file, again);
      }
    }
    return new Recorder(file, schema, options, problems, writing);
  }

  private static void setAside(Path file, Problems problems, SQLException e) {
    Path aside = SetAside.move(file);
    problems.report(file + ", set aside", SqliteCause.of(e) + "; it is now " + aside.getFileName());
  }

  @Override
  public void accept(Sample sample) {
    accept(sample, options.label());
  }

  /** Writes one with a label of its own. */
  public void accept(Sample sample, String label) {
    try {
      Writing open = reopened();
      if (!open.hasRoomInLog()) {
        drop("a program that reads it for long keeps its log from being emptied");
        return;
      }
      open.append(sample, label);
      written++;
    } catch (SQLException e) {
      drop(SqliteCause.of(e));
      giveUp(e);
      return;
    } catch (CollectorException e) {
      drop(String.valueOf(e.getMessage()));
      return;
    }
    try {
      reopened().tidy();
    } catch (SQLException e) {
      problems.report(file + ", making room", SqliteCause.of(e));
      giveUp(e);
    }
  }

  /** SQLite's driver gives up on a statement that failed badly, so that all begin anew. */
  private Writing reopened() throws SQLException {
    if (writing.isEmpty()) {
      writing = Optional.of(Writing.open(file, schema, options, false));
    }
    return writing.get();
  }

  private void giveUp(SQLException e) {
    close();
    if (SqliteCause.isCorruption(e)) {
      try {
        setAside(file, problems, e);
      } catch (CollectorException failure) {
        problems.report(file + ", set aside", String.valueOf(failure.getMessage()));
      }
    }
  }

  private void drop(String why) {
    dropped++;
    problems.report(file.toString(), "a sample was dropped: " + why);
  }

  /** How many samples were written since it was opened. */
  public long written() {
    return written;
  }

  /** How many samples could not be written since it was opened. */
  public long dropped() {
    return dropped;
  }

  @Override
  public void close() {
    writing.ifPresent(Writing::close);
    writing = Optional.empty();
  }
}
