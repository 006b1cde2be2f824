package io.trimtab.collector.record;

import io.trimtab.collector.schema.Schema;
import io.trimtab.collector.schema.Scope;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Moves ticks that have become too old for one tier to the next, one group at a time: all within
 * one step become the last of them, with gauges replaced by their mean. A group is one label's, so
 * that what was recorded under another stays apart.
 */
final class RollUp {
  private final Connection connection;
  private final Tier from;
  private final long keepMillis;
  private final long stepMillis;
  private final PreparedStatement oldest;
  private final PreparedStatement nextGroup;
  private final PreparedStatement newest;
  private final PreparedStatement moveTicks;
  private final List<PreparedStatement> moveRows = new ArrayList<>();
  private final Deletion deletion;

  /**
   * @param keepMillis the age after which ticks leave the tier
   * @param stepMillis the resolution of the next one
   */
  RollUp(Connection connection, Schema schema, Tier from, Tier to, long keepMillis, long stepMillis)
      throws SQLException {
    this.connection = connection;
    this.from = from;
    this.keepMillis = keepMillis;
    this.stepMillis = stepMillis;
    String ticks = Sql.ticks(from);
    oldest =
        connection.prepareStatement(
            "SELECT id, elapsed_ms, label FROM " + ticks + " ORDER BY id LIMIT 1");
    nextGroup =
        connection.prepareStatement(
            "SELECT id FROM "
                + ticks
                + " WHERE id > ?1 AND (elapsed_ms / ?2 <> ?3 OR label IS NOT ?4)"
                + " ORDER BY id LIMIT 1");
    newest = connection.prepareStatement("SELECT max(id) FROM " + ticks + " WHERE id < ?");
    moveTicks = connection.prepareStatement(Sql.rollUpTicks(from, to));
    for (Scope scope : Scope.values()) {
      moveRows.add(
          connection.prepareStatement(Sql.rollUpRows(scope, from, to, schema.metrics(scope))));
    }
    deletion = new Deletion(connection, from);
  }

  /**
   * Rolls up the oldest group, if all of it is old enough.
   *
   * @param nowMillis the time recorded so far
   * @return whether there was one
   */
  boolean step(long nowMillis) throws SQLException {
    long first;
    long end;
    try (ResultSet row = oldest.executeQuery()) {
      if (!row.next()) {
        return false;
      }
      first = row.getLong(1);
      long window = row.getLong(2) / stepMillis;
      if (nowMillis - keepMillis < (window + 1) * stepMillis) {
        return false;
      }
      nextGroup.setLong(1, first);
      nextGroup.setLong(2, stepMillis);
      nextGroup.setLong(3, window);
      nextGroup.setString(4, row.getString(3));
    }
    long next = Statements.number(nextGroup);
    end = next == 0 ? Long.MAX_VALUE >> Sql.PLACE_BITS : next;
    newest.setLong(1, end);
    move(first, end, Statements.number(newest));
    return true;
  }

  private void move(long first, long end, long last) throws SQLException {
    Statements.execute(connection, "BEGIN IMMEDIATE");
    try {
      moveTicks.setLong(1, first);
      moveTicks.setLong(2, end);
      moveTicks.setLong(3, stepMillis);
      moveTicks.executeUpdate();
      for (PreparedStatement move : moveRows) {
        move.setLong(1, first << Sql.PLACE_BITS);
        move.setLong(2, end << Sql.PLACE_BITS);
        move.setLong(3, last << Sql.PLACE_BITS);
        move.executeUpdate();
      }
      deletion.delete(first, end);
      Statements.execute(connection, "COMMIT");
    } catch (SQLException e) {
      Statements.rollBack(connection);
      throw e;
    }
  }

  @Override
  public String toString() {
    return from.word() + " to " + stepMillis + " ms after " + keepMillis + " ms";
  }
}
