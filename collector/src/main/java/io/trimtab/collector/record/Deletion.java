package io.trimtab.collector.record;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Removes ticks, with all of their rows, from one tier. */
final class Deletion {
  private final PreparedStatement deleteTicks;
  private final List<PreparedStatement> deleteRows = new ArrayList<>();

  Deletion(Connection connection, Tier tier) throws SQLException {
    List<String> tables = Sql.tables(tier);
    deleteTicks = connection.prepareStatement(Sql.delete(tables.get(0)));
    for (String table : tables.subList(1, tables.size())) {
      deleteRows.add(connection.prepareStatement(Sql.delete(table)));
    }
  }

  /**
   * Within the caller's transaction.
   *
   * @param first the first tick that goes
   * @param end the first after it that stays
   */
  void delete(long first, long end) throws SQLException {
    delete(deleteTicks, first, end);
    for (PreparedStatement statement : deleteRows) {
      delete(statement, first << Sql.PLACE_BITS, end << Sql.PLACE_BITS);
    }
  }

  private static void delete(PreparedStatement statement, long first, long end)
      throws SQLException {
    statement.setLong(1, first);
    statement.setLong(2, end);
    statement.executeUpdate();
  }
}
