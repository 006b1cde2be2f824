package io.trimtab.actuators.journal;

import io.trimtab.actuators.ActuatorException.Kind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was there before: originals are durable here before anything is written to the kernel.
 *
 * <p>SQLite with {@code synchronous=FULL}: when {@link #begin} returns, the originals have reached
 * the disk. A loss of power cannot leave values without their originals either, since the kernel
 * forgets its values with it. Nothing is ever deleted from the journal.
 */
public final class Journal implements AutoCloseable {
  private final Path file;
  private final Connection connection;
  private final StepListener steps;

  private Journal(Path file, Connection connection, StepListener steps) {
    this.file = file;
    this.connection = connection;
    this.steps = steps;
  }

  /**
   * Opens the journal for writing, and creates it (mode 0600) when it is new.
   *
   * @throws JournalException when it cannot be opened or written; a corrupted one is first moved
   *     aside, never deleted
   */
  public static Journal open(Path file, StepListener steps) {
    steps.before(Step.JOURNAL_OPEN, file.toString());
    Journal journal = new Journal(file, JournalFile.openForWriting(file), steps);
    steps.after(Step.JOURNAL_OPEN, file.toString());
    return journal;
  }

  /** Opens an existing journal for reading; none when there is no journal yet. */
  public static Optional<Journal> openForReading(Path file) {
    return JournalFile.openForReading(file)
        .map(connection -> new Journal(file, connection, StepListener.NONE));
  }

  /**
   * Journals a new transaction with its originals, durably.
   *
   * @return its id
   */
  public long begin(
      Instant now,
      String bootId,
      Writer writer,
      String command,
      Optional<Instant> leaseEnd,
      List<JournalEntry> entries) {
    return inTransaction(
        Step.JOURNAL_BEGIN,
        command,
        () -> {
          long id = insertTransaction(now, bootId, writer, command, leaseEnd);
          insertEntries(id, entries);
          return id;
        });
  }

  private long insertTransaction(
      Instant now, String bootId, Writer writer, String command, Optional<Instant> leaseEnd)
      throws SQLException {
    String sql =
        "INSERT INTO transactions"
            + " (begun, boot_id, writer_pid, writer_started, command, state, lease_end)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setLong(1, now.toEpochMilli());
      insert.setString(2, bootId);
      insert.setLong(3, writer.pid());
      insert.setLong(4, writer.started().toEpochMilli());
      insert.setString(5, command);
      insert.setString(6, TransactionState.OPEN.word());
      if (leaseEnd.isPresent()) {
        insert.setLong(7, leaseEnd.get().toEpochMilli());
      }
      try (ResultSet row = insert.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private void insertEntries(long id, List<JournalEntry> entries) throws SQLException {
    String sql =
        "INSERT INTO entries (tx, seq, tunable, file, original, intended, implied)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      for (int seq = 0; seq < entries.size(); seq++) {
        JournalEntry entry = entries.get(seq);
        insert.setLong(1, id);
        insert.setInt(2, seq);
        insert.setString(3, entry.tunable());
        insert.setString(4, entry.file());
        insert.setString(5, entry.original());
        insert.setString(6, entry.intended());
        insert.setBoolean(7, entry.implied());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** Records what the kernel showed after the writes, by tunable. */
  public void observed(long id, Map<String, String> values) {
    inTransaction(
        Step.JOURNAL_OBSERVED,
        "transaction " + id,
        () -> {
          updateEntries("UPDATE entries SET observed = ? WHERE tx = ? AND tunable = ?", id, values);
          return 0;
        });
  }

  /** Marks a transaction as kept: it has no lease any more. */
  public void commit(long id) {
    inTransaction(
        Step.JOURNAL_COMMIT,
        "transaction " + id,
        () -> {
          updateState(id, TransactionState.COMMITTED);
          return 0;
        });
  }

  /**
   * Records what an undo did to each tunable.
   *
   * @param outcomes a word for each tunable
   * @param complete whether nothing is left to put back
   * @param inherited originals that later transactions take over from this one
   */
  public void undone(
      long id, Map<String, String> outcomes, boolean complete, List<Inheritance> inherited) {
    inTransaction(
        Step.JOURNAL_UNDONE,
        "transaction " + id,
        () -> {
          updateEntries(
              "UPDATE entries SET outcome = ? WHERE tx = ? AND tunable = ?", id, outcomes);
          for (Inheritance inheritance : inherited) {
            updateEntries(
                "UPDATE entries SET original = ? WHERE tx = ? AND tunable = ?",
                inheritance.heir(),
                Map.of(inheritance.tunable(), inheritance.original()));
          }
          if (complete) {
            updateState(id, TransactionState.UNDONE);
          }
          return 0;
        });
  }

  /**
   * Closes every active transaction of another boot: its values went with that boot.
   *
   * @param unknown what stands for a boot that could not be told: such transactions stay
   */
  public void endEarlierBoots(String bootId, String unknown) {
    if (active().stream()
        .map(JournalTransaction::bootId)
        .allMatch(List.of(bootId, unknown)::contains)) {
      return;
    }
    inTransaction(
        Step.JOURNAL_UNDONE,
        "earlier boots",
        () -> {
          String sql =
              "UPDATE transactions SET state = ? WHERE state IN ('open', 'committed')"
                  + " AND boot_id NOT IN (?, ?)";
          try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, TransactionState.ENDED_BY_REBOOT.word());
            update.setString(2, bootId);
            update.setString(3, unknown);
            return update.executeUpdate();
          }
        });
  }

  /** The transactions that may still have to be undone, newest first. */
  public List<JournalTransaction> active() {
    return select("WHERE state IN ('open', 'committed') ORDER BY id DESC");
  }

  /** The newest transactions, newest first. */
  public List<JournalTransaction> newest(int limit) {
    return select("ORDER BY id DESC LIMIT " + limit);
  }

  public Optional<JournalTransaction> find(long id) {
    return select("WHERE id = " + id).stream().findFirst();
  }

  private List<JournalTransaction> select(String where) {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT * FROM transactions " + where)) {
      List<JournalTransaction> found = new ArrayList<>();
      while (row.next()) {
        long id = row.getLong("id");
        long leaseEnd = row.getLong("lease_end");
        found.add(
            new JournalTransaction(
                id,
                Instant.ofEpochMilli(row.getLong("begun")),
                row.getString("boot_id"),
                new Writer(
                    row.getLong("writer_pid"), Instant.ofEpochMilli(row.getLong("writer_started"))),
                row.getString("command"),
                TransactionState.ofWord(row.getString("state")),
                leaseEnd == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(leaseEnd)),
                entries(id)));
      }
      return found;
    } catch (SQLException e) {
      throw JournalFile.explain(file, e);
    }
  }

  private List<JournalEntry> entries(long id) throws SQLException {
    String sql = "SELECT * FROM entries WHERE tx = ? ORDER BY seq";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setLong(1, id);
      List<JournalEntry> entries = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          entries.add(
              new JournalEntry(
                  row.getString("tunable"),
                  row.getString("file"),
                  row.getString("original"),
                  row.getString("intended"),
                  Optional.ofNullable(row.getString("observed")),
                  row.getBoolean("implied"),
                  Optional.ofNullable(row.getString("outcome"))));
        }
      }
      return entries;
    }
  }

  private void updateState(long id, TransactionState state) throws SQLException {
    String sql = "UPDATE transactions SET state = ?, lease_end = NULL WHERE id = ?";
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      update.setString(1, state.word());
      update.setLong(2, id);
      update.executeUpdate();
    }
  }

  private void updateEntries(String sql, long id, Map<String, String> values) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      for (Map.Entry<String, String> value : values.entrySet()) {
        update.setString(1, value.getValue());
        update.setLong(2, id);
        update.setString(3, value.getKey());
        update.addBatch();
      }
      update.executeBatch();
    }
  }

  private interface Work {
    long run() throws SQLException;
  }

  private long inTransaction(Step step, String subject, Work work) {
    steps.before(step, subject);
    try {
      connection.setAutoCommit(false);
      long result;
      try {
        result = work.run();
        connection.commit();
      } catch (SQLException e) {
        abort(e);
        throw e;
      }
      connection.setAutoCommit(true);
      steps.after(step, subject);
      return result;
    } catch (SQLException e) {
      throw JournalFile.explain(file, e);
    }
  }

  /** SQLite rolls some failures back by itself; saying so again must not hide what failed. */
  private void abort(SQLException cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
    try {
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new JournalException(Kind.FAILED, file + ": cannot be closed: " + e.getMessage(), e);
    }
  }
}
