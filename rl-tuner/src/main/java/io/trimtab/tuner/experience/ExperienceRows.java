package io.trimtab.tuner.experience;

import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.environment.Evaluation;
import io.trimtab.tuner.run.Objective;
import io.trimtab.tuner.workload.Workload;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/** Rows of an experience file as the records that they stand for. */
final class ExperienceRows {
  private static final String EPISODE =
      " FROM episodes WHERE place = ? AND workload = ? AND agent = ? AND seed = ?"
          + " AND draws = ? AND prior = ?";

  private final Connection connection;
  private final String who;

  /**
   * @param who the file, for messages
   */
  ExperienceRows(Connection connection, String who) {
    this.connection = connection;
    this.who = who;
  }

  /** Returns the number of a place, which is entered if it is not there. */
  long enter(Place place) throws SQLException {
    return enter(
        "INSERT INTO places (name, kernel, image, space) VALUES (?, ?, ?, ?)",
        "SELECT id FROM places WHERE name = ? AND kernel = ? AND image = ? AND space = ?",
        place.name(),
        place.kernel(),
        place.image(),
        SpaceJson.text(place.space()));
  }

  /** Returns the number of a workload, which is entered if it is not there. */
  long enter(Workload workload) throws SQLException {
    return enter(
        "INSERT INTO workloads (name, family, words, objective, limit_ms, held_out)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        "SELECT id FROM workloads WHERE name = ? AND family = ? AND words = ? AND objective = ?"
            + " AND limit_ms = ? AND held_out = ?",
        workload.name(),
        workload.family(),
        WorkloadText.words(workload.words()),
        WorkloadText.objective(workload.objective()),
        workload.limit().toMillis(),
        workload.isHeldOut() ? 1 : 0);
  }

  private long enter(String insert, String select, Object... values) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(select)) {
      set(query, values);
      long found = number(query);
      if (found > 0) {
        return found;
      }
      try (PreparedStatement statement = connection.prepareStatement(insert)) {
        set(statement, values);
        statement.executeUpdate();
      }
      return number(query);
    }
  }

  private static void set(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }

  private static long number(PreparedStatement query) throws SQLException {
    try (ResultSet row = query.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  /** Sets what identifies an episode, from the first parameter on. */
  static void setEpisode(PreparedStatement statement, long place, long workload, Episode episode)
      throws SQLException {
    set(
        statement,
        place,
        workload,
        episode.agent(),
        episode.seed(),
        episode.draws(),
        episode.prior());
  }

  long episode(long place, long workload, Episode episode) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement("SELECT id" + EPISODE)) {
      setEpisode(query, place, workload, episode);
      return number(query);
    }
  }

  /** Sets a trial, from the second parameter on. */
  static void setTrial(PreparedStatement statement, TrialRecord trial) throws SQLException {
    statement.setInt(2, trial.step());
    statement.setLong(3, trial.draw());
    statement.setString(4, trial.setting().toString());
    Evaluations.set(statement, 5, trial.evaluation());
    if (trial.probability().isPresent()) {
      statement.setDouble(8, trial.probability().getAsDouble());
    } else {
      statement.setNull(8, Types.REAL);
    }
    statement.setString(9, trial.at().toString());
  }

  List<TrialRecord> trials(long episode) throws SQLException {
    List<TrialRecord> trials = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT step, draw, setting, value, features, failure, probability, at FROM trials"
                + " WHERE episode = ? ORDER BY step")) {
      query.setLong(1, episode);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          trials.add(trial(row));
        }
      }
    }
    for (int i = 0; i < trials.size(); i++) {
      if (trials.get(i).step() != i) {
        throw TunerException.invalid(who + ": step " + i + " of an episode is missing");
      }
    }
    return trials;
  }

  private TrialRecord trial(ResultSet row) throws SQLException {
    double probability = row.getDouble("probability");
    OptionalDouble known = row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(probability);
    return new TrialRecord(
        row.getInt("step"),
        row.getLong("draw"),
        SettingText.parse(String.valueOf(row.getString("setting")), who),
        Evaluations.get(row, who),
        known,
        instant(String.valueOf(row.getString("at"))));
  }

  private Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw TunerException.invalid(who + ": \"" + text + "\" is no time", e);
    }
  }

  SortedMap<Long, Evaluation> baselines(long place, long workload) throws SQLException {
    SortedMap<Long, Evaluation> runs = new TreeMap<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT draw, value, features, failure FROM baselines WHERE place = ? AND workload = ?"
                + " AND failure IS NULL ORDER BY draw")) {
      query.setLong(1, place);
      query.setLong(2, workload);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          runs.put(row.getLong("draw"), Evaluations.get(row, who));
        }
      }
    }
    return runs;
  }

  /** Removes the oldest episodes until there are no more trials than so many. */
  void keepNewest(int trials) throws SQLException {
    while (count("SELECT count(*) FROM trials") > trials
        && count("SELECT count(*) FROM episodes") > 1) {
      update("DELETE FROM trials WHERE episode = (SELECT min(id) FROM episodes)");
      update("DELETE FROM episodes WHERE id = (SELECT min(id) FROM episodes)");
      update(
          "DELETE FROM baselines WHERE NOT EXISTS (SELECT 1 FROM episodes"
              + " WHERE episodes.place = baselines.place"
              + " AND episodes.workload = baselines.workload)");
      update("DELETE FROM places WHERE id NOT IN (SELECT place FROM episodes)");
      update("DELETE FROM workloads WHERE id NOT IN (SELECT workload FROM episodes)");
    }
  }

  private long count(String sql) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      return number(query);
    }
  }

  private void update(String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.executeUpdate();
    }
  }

  /** Reads all episodes with their trials, in the order in which they were begun. */
  List<EpisodeLog> episodes() throws SQLException {
    Map<Long, Place> places = places();
    Map<Long, Workload> workloads = workloads();
    List<EpisodeLog> logs = new ArrayList<>();
    try (PreparedStatement query =
            connection.prepareStatement(
                "SELECT id, place, workload, agent, seed, draws, prior, trimtab"
                    + " FROM episodes ORDER BY id");
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        long id = row.getLong("id");
        Place place = known(places, row.getLong("place"));
        Workload workload = known(workloads, row.getLong("workload"));
        Episode episode =
            new Episode(
                place,
                workload,
                String.valueOf(row.getString("agent")),
                row.getLong("seed"),
                row.getInt("draws"),
                String.valueOf(row.getString("prior")));
        SortedMap<Long, Evaluation> runs =
            baselines(row.getLong("place"), row.getLong("workload"))
                .headMap((long) episode.draws());
        logs.add(
            new EpisodeLog(
                id,
                episode,
                String.valueOf(row.getString("trimtab")),
                new Baseline(runs),
                trials(id)));
      }
    }
    return logs;
  }

  private <T> T known(Map<Long, T> all, long id) {
    T found = all.get(id);
    if (found == null) {
      throw TunerException.invalid(who + ": an episode refers to something that is not there");
    }
    return found;
  }

  private Map<Long, Place> places() throws SQLException {
    Map<Long, Place> places = new HashMap<>();
    try (PreparedStatement query =
            connection.prepareStatement("SELECT id, name, kernel, image, space FROM places");
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        places.put(
            row.getLong(1),
            new Place(
                String.valueOf(row.getString(2)),
                String.valueOf(row.getString(3)),
                String.valueOf(row.getString(4)),
                SpaceJson.parse(String.valueOf(row.getString(5)), who)));
      }
    }
    return places;
  }

  private Map<Long, Workload> workloads() throws SQLException {
    Map<Long, Workload> workloads = new HashMap<>();
    try (PreparedStatement query =
            connection.prepareStatement(
                "SELECT id, name, family, words, objective, limit_ms, held_out FROM workloads");
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        workloads.put(
            row.getLong(1),
            new Workload(
                String.valueOf(row.getString(2)),
                String.valueOf(row.getString(3)),
                WorkloadText.words(String.valueOf(row.getString(4)), who),
                Objective.parse(String.valueOf(row.getString(5))),
                Duration.ofMillis(row.getLong(6)),
                row.getInt(7) != 0));
      }
    }
    return workloads;
  }
}
