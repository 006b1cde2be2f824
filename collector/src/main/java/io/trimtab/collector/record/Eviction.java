package io.trimtab.collector.record;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Removes the oldest ticks: the coarsest that there are. */
final class Eviction {
  private static final List<Tier> OLDEST_FIRST = List.of(Tier.COARSE, Tier.MEDIUM, Tier.FINE);

  private final Connection connection;
  private final Map<Tier, PreparedStatement> oldest = new EnumMap<>(Tier.class);
  private final Map<Tier, Deletion> deletions = new EnumMap<>(Tier.class);

  Eviction(Connection connection) throws SQLException {
    this.connection = connection;
    for (Tier tier : Tier.values()) {
      oldest.put(
          tier,
          connection.prepareStatement(
              "SELECT id, elapsed_ms FROM " + Sql.ticks(tier) + " ORDER BY id LIMIT ?"));
      deletions.put(tier, new Deletion(connection, tier));
    }
  }

  /**
   * Removes the oldest ticks of all.
   *
   * @param most how many at most
   * @return how many it found to remove; 0 if the recording is empty
   */
  int remove(int most) throws SQLException {
    for (Tier tier : OLDEST_FIRST) {
      int removed = remove(tier, most, Long.MAX_VALUE);
      if (removed > 0) {
        return removed;
      }
    }
    return 0;
  }

  /**
   * Removes the oldest ticks of a tier as far as they are old enough.
   *
   * @param before the recorded time, in milliseconds, from which on they stay
   */
  int remove(Tier tier, int most, long before) throws SQLException {
    PreparedStatement query = oldest.get(tier);
    Deletion deletion = deletions.get(tier);
    if (query == null || deletion == null) {
      return 0;
    }
    long first = 0;
    long last = 0;
    int found = 0;
    query.setInt(1, most);
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next() && rows.getLong(2) < before) {
        last = rows.getLong(1);
        first = found == 0 ? last : first;
        found++;
      }
    }
    if (found == 0) {
      return 0;
    }
    Statements.execute(connection, "BEGIN IMMEDIATE");
    try {
      deletion.delete(first, last + 1);
      Statements.execute(connection, "COMMIT");
    } catch (SQLException e) {
      Statements.rollBack(connection);
      throw e;
    }
    return found;
  }
}
