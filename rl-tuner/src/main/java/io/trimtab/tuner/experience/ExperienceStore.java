package io.trimtab.tuner.experience;

import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.environment.Evaluation;
import io.trimtab.tuner.workload.Workload;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.SortedMap;

/**
 * Writes experience. Every trial and every baseline run is one transaction: it is in the file whole
 * or not at all, whenever the process dies. A step of an episode is recorded once; a second attempt
 * is an error. Thread-safe.
 */
public final class ExperienceStore implements AutoCloseable {
  private final Path file;
  private final Connection connection;
  private final Clock clock;
  private final String version;
  private final ExperienceRows rows;

  private ExperienceStore(Path file, Connection connection, Clock clock, String version) {
    this.file = file;
    this.connection = connection;
    this.clock = clock;
    this.version = version;
    this.rows = new ExperienceRows(connection, file.toString());
  }

  /**
   * Opens a file, or makes one.
   *
   * @param clock says when a trial was recorded
   * @param version Trimtab's, recorded with every trial
   * @throws TunerException if it is of another schema, damaged, something else, or not writable
   */
  public static ExperienceStore open(Path file, Clock clock, String version) {
    return new ExperienceStore(file, ExperienceFile.openForWriting(file), clock, version);
  }

  /** Returns the number of an episode, which is entered if it is not there. */
  public synchronized long enter(Episode episode) {
    return run(
        () -> {
          execute("BEGIN IMMEDIATE");
          long place = rows.enter(episode.place());
          long workload = rows.enter(episode.workload());
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO episodes (place, workload, agent, seed, draws, prior,"
                      + " trimtab, begun) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                      + " ON CONFLICT DO NOTHING")) {
            ExperienceRows.setEpisode(insert, place, workload, episode);
            insert.setString(7, version);
            insert.setString(8, clock.instant().toString());
            insert.executeUpdate();
          }
          long id = rows.episode(place, workload, episode);
          execute("COMMIT");
          return id;
        });
  }

  /** Returns the trials of an episode, by step. */
  public synchronized List<TrialRecord> trials(long episode) {
    return run(() -> rows.trials(episode));
  }

  /** Returns the baseline runs of a workload at a place that were measured, by draw. */
  public synchronized SortedMap<Long, Evaluation> baselines(Place place, Workload workload) {
    return run(
        () -> {
          execute("BEGIN IMMEDIATE");
          SortedMap<Long, Evaluation> runs =
              rows.baselines(rows.enter(place), rows.enter(workload));
          execute("COMMIT");
          return runs;
        });
  }

  /** Records a baseline run; one of the same draw that failed before is replaced. */
  public synchronized void addBaseline(
      Place place, Workload workload, long draw, Evaluation evaluation) {
    run(
        () -> {
          execute("BEGIN IMMEDIATE");
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO baselines (place, workload, draw, value, features, failure, at,"
                      + " trimtab) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                      + " ON CONFLICT DO UPDATE SET value = excluded.value,"
                      + " features = excluded.features, failure = excluded.failure,"
                      + " at = excluded.at, trimtab = excluded.trimtab"
                      + " WHERE baselines.failure IS NOT NULL")) {
            insert.setLong(1, rows.enter(place));
            insert.setLong(2, rows.enter(workload));
            insert.setLong(3, draw);
            Evaluations.set(insert, 4, evaluation);
            insert.setString(7, clock.instant().toString());
            insert.setString(8, version);
            insert.executeUpdate();
          }
          execute("COMMIT");
          return true;
        });
  }

  /**
   * Records a trial; its own time is replaced by now.
   *
   * @return as it was recorded
   * @throws TunerException if the step was recorded before, or the file cannot be written
   */
  public synchronized TrialRecord add(long episode, TrialRecord trial) {
    TrialRecord recorded =
        new TrialRecord(
            trial.step(),
            trial.draw(),
            trial.setting(),
            trial.evaluation(),
            trial.probability(),
            clock.instant());
    return run(
        () -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO trials (episode, step, draw, setting, value, features, failure,"
                      + " probability, at, trimtab) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setLong(1, episode);
            ExperienceRows.setTrial(insert, recorded);
            insert.setString(10, version);
            insert.executeUpdate();
          }
          return recorded;
        });
  }

  /**
   * Forgets the oldest episodes, with what only they refer to, until there are no more trials than
   * so many. The newest episode stays, whatever it has.
   */
  public synchronized void keepNewest(int trials) {
    run(
        () -> {
          execute("BEGIN IMMEDIATE");
          rows.keepNewest(trials);
          execute("COMMIT");
          return true;
        });
  }

  @Override
  public synchronized void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw ExperienceCause.of(file, e);
    }
  }

  /** Something done with the database. */
  private interface Work<T> {
    T run() throws SQLException;
  }

  private <T> T run(Work<T> work) {
    try {
      return work.run();
    } catch (SQLException e) {
      rollBack();
      throw ExperienceCause.of(file, e);
    } catch (RuntimeException e) {
      rollBack();
      throw e;
    }
  }

  private void execute(String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.execute();
    }
  }

  private void rollBack() {
    try {
      execute("ROLLBACK");
    } catch (SQLException e) {
      // There was no transaction left.
    }
  }
}
