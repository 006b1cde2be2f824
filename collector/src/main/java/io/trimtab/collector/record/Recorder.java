package io.trimtab.collector.record;

import io.trimtab.collector.CollectorException;
import io.trimtab.collector.sample.Problems;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.sample.SampleConsumer;
import io.trimtab.collector.schema.Schema;
import java.nio.file.Path;
import java.sql.SQLException;

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
  private Writing writing;
  private long written;
  private long dropped;

  private Recorder(
      Path file, Schema schema, RecorderOptions options, Problems problems, Writing writing) {
    this.file = file;
    this.schema = schema;
    this.options = options;
    this.problems = problems;
    this.writing = writing;
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
    return new Recorder(
        file, schema, options, problems, openWriting(file, schema, options, problems));
  }

  private static Writing openWriting(
      Path file, Schema schema, RecorderOptions options, Problems problems) {
    try {
      return Writing.open(file, schema, options);
    } catch (SQLException e) {
      if (!SqliteCause.isCorruption(e)) {
        throw SqliteCause.unwritable(file, e);
      }
      Path aside = SetAside.move(file);
      problems.report(
          file.toString(), SqliteCause.of(e) + "; it was set aside as " + aside.getFileName());
    }
    try {
      return Writing.open(file, schema, options);
    } catch (SQLException e) {
      throw SqliteCause.unwritable(file, e);
    }
  }

  @Override
  public void accept(Sample sample) {
    try {
      if (!writing.hasRoomInLog()) {
        drop("a program that reads it for long keeps its log from being emptied");
        return;
      }
      writing.append(sample);
      written++;
    } catch (SQLException e) {
      drop(SqliteCause.of(e));
      startAnewIfCorrupt(e);
      return;
    }
    try {
      writing.tidy();
    } catch (SQLException e) {
      problems.report(file + ", rolling up", SqliteCause.of(e));
      startAnewIfCorrupt(e);
    }
  }

  private void drop(String why) {
    dropped++;
    problems.report(file.toString(), "a sample was dropped: " + why);
  }

  private void startAnewIfCorrupt(SQLException e) {
    if (!SqliteCause.isCorruption(e)) {
      return;
    }
    try {
      writing.close();
      writing = openWriting(file, schema, options, problems);
    } catch (CollectorException failure) {
      problems.report(file + ", starting anew", String.valueOf(failure.getMessage()));
    }
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
    writing.close();
  }
}
