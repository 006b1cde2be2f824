package io.trimtab.fuzz.relation;

import io.trimtab.fuzz.FuzzException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import org.sqlite.SQLiteConfig;

/**
 * Relations with their evidence in an SQLite database, so that what was learned can be added to.
 */
public final class RelationStore {
  /** Marks an SQLite file as relations: "TTrl". */
  private static final int APPLICATION_ID = 0x5454726c;

  private static final int FORMAT = 1;
  private static final int LONGEST_NAME = 256;
  private static final int PATIENCE_MS = 5000;

  private static final String TABLE =
      """
      CREATE TABLE IF NOT EXISTS relation (
        from_call TEXT NOT NULL,
        to_call TEXT NOT NULL,
        resource TEXT,
        given INTEGER NOT NULL,
        tests INTEGER NOT NULL,
        changes INTEGER NOT NULL,
        example TEXT,
        PRIMARY KEY (from_call, to_call)
      ) WITHOUT ROWID""";

  private static final String SELECT =
      "SELECT from_call, to_call, resource, given, tests, changes, example FROM relation";

  private static final String INSERT =
      "INSERT OR REPLACE INTO relation (from_call, to_call, resource, given, tests, changes, example)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?)";

  private RelationStore() {}

  /** Whether a file is a database, and not lines of text. */
  public static boolean isDatabase(Path file) {
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(15), StandardCharsets.ISO_8859_1).equals("SQLite format 3");
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Reads all relations of a file.
   *
   * @throws FuzzException if there is no such file, or it holds something else
   */
  public static RelationTable read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw FuzzException.invalid(file + ": there is no such file");
    }
    RelationTable table = new RelationTable();
    try (Connection connection = open(file, true);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(SELECT)) {
      while (row.next()) {
        long tests = row.getLong(5);
        long changes = row.getLong(6);
        String from = String.valueOf(row.getString(1));
        String to = String.valueOf(row.getString(2));
        if (tests < 0
            || changes < 0
            || changes > tests
            || from.length() > LONGEST_NAME
            || to.length() > LONGEST_NAME) {
          throw FuzzException.invalid(
              file + ": the counts of a relation cannot be; the file is damaged, learn it anew");
        }
        table.add(
            new Relation(from, to),
            new Evidence(
                Optional.ofNullable(row.getString(3)),
                row.getInt(4) != 0,
                tests,
                changes,
                Optional.ofNullable(row.getString(7))));
      }
      return table;
    } catch (SQLException e) {
      throw explain(file, e);
    }
  }

  /**
   * Writes a table, all of it or nothing; relations that the file has beside stay.
   *
   * @throws FuzzException if the file cannot be written, or holds something else
   */
  public static void write(Path file, RelationTable table) {
    write(file, table.all());
  }

  /**
   * Writes what a table has that was not saved, all of it or nothing: with thousands of calls, only
   * few of their relations are new.
   *
   * @throws FuzzException as {@link #write(Path, RelationTable)}
   */
  public static void save(Path file, RelationTable table) {
    Map<Relation, Evidence> unsaved = Files.exists(file) ? table.unsaved() : table.all();
    write(file, unsaved);
    table.saved(unsaved);
  }

  private static void write(Path file, Map<Relation, Evidence> relations) {
    try (Connection connection = open(file, false)) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute(TABLE);
        statement.execute("PRAGMA application_id = " + APPLICATION_ID);
        statement.execute("PRAGMA user_version = " + FORMAT);
      }
      try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
        for (Map.Entry<Relation, Evidence> entry : relations.entrySet()) {
          Evidence evidence = entry.getValue();
          insert.setString(1, entry.getKey().from());
          insert.setString(2, entry.getKey().to());
          insert.setString(3, evidence.resource().orElse(null));
          insert.setInt(4, evidence.isGiven() ? 1 : 0);
          insert.setLong(5, evidence.tests());
          insert.setLong(6, evidence.changes());
          insert.setString(7, evidence.example().orElse(null));
          insert.addBatch();
        }
        insert.executeBatch();
      }
      connection.commit();
    } catch (SQLException e) {
      throw explain(file, e);
    }
  }

  private static Connection open(Path file, boolean isReadOnly) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(isReadOnly);
    config.setBusyTimeout(PATIENCE_MS);
    Connection connection = config.createConnection("jdbc:sqlite:" + file);
    boolean isOurs = false;
    try (Statement statement = connection.createStatement()) {
      int id = number(statement, "PRAGMA application_id");
      int format = number(statement, "PRAGMA user_version");
      boolean isEmpty = number(statement, "SELECT count(*) FROM sqlite_master") == 0;
      if (isEmpty ? isReadOnly : id != APPLICATION_ID) {
        throw FuzzException.invalid(file + " is a database, but not one of relations");
      }
      if (format > FORMAT) {
        throw FuzzException.invalid(file + " was written by a newer Trimtab (" + format + ")");
      }
      isOurs = true;
      return connection;
    } finally {
      if (!isOurs) {
        connection.close();
      }
    }
  }

  private static int number(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getInt(1) : 0;
    }
  }

  private static FuzzException explain(Path file, SQLException e) {
    return new FuzzException(
        FuzzException.Kind.FAILED, file + " cannot be used: " + e.getMessage(), e);
  }
}
