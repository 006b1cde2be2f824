package io.trimtab.collector.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Keeps a recording and its write-ahead log within their bound. The log gets a share of it. The
 * rest is the file's: it grows page by page until only a reserve is left for what one tick may need
 * at once; from then on the oldest ticks make room. SQLite itself is told never to use more.
 */
final class SizeBound {
  private static final long LARGEST_LOG = 4L << 20;

  /** The log's share of the bound. */
  private static final int LOG_SHARE = 8;

  /** Free pages that there shall be before a tick comes. */
  private static final long LEAST_RESERVE = 64;

  private static final int TICKS_A_STEP = 4;
  private static final int STEPS_A_TICK = 4;
  private static final int PAGES_A_STEP = 64;

  private final Connection connection;
  private final Eviction eviction;
  private final Path log;
  private final long maxLog;
  private final long maxPages;
  private final PreparedStatement pageCount;
  private final PreparedStatement freeCount;
  private long usedBefore;
  private long reserve = LEAST_RESERVE;

  SizeBound(Path file, Connection connection, Eviction eviction, long maxBytes)
      throws SQLException {
    this.connection = connection;
    this.eviction = eviction;
    this.log = file.resolveSibling(file.getFileName() + "-wal");
    maxLog = Math.min(LARGEST_LOG, maxBytes / LOG_SHARE);
    long pageBytes = Statements.number(connection, "PRAGMA page_size");
    maxPages = (maxBytes - maxLog) / pageBytes;
    pageCount = connection.prepareStatement("PRAGMA page_count");
    freeCount = connection.prepareStatement("PRAGMA freelist_count");
    Statements.number(connection, "PRAGMA journal_size_limit = " + maxLog / 2);
    Statements.number(connection, "PRAGMA wal_autocheckpoint = " + maxLog / 4 / pageBytes);
    shrink();
    Statements.number(connection, "PRAGMA max_page_count = " + maxPages);
    usedBefore = used();
  }

  /** Brings a file that was recorded under a larger bound down to this one. */
  private void shrink() throws SQLException {
    while (used() > maxPages - reserve && eviction.remove(TICKS_A_STEP * STEPS_A_TICK) > 0) {
      keepLogShort();
    }
    while (pages() > maxPages && Statements.number(freeCount) > 0) {
      Statements.execute(connection, "PRAGMA incremental_vacuum(" + PAGES_A_STEP + ")");
      keepLogShort();
    }
    keepLogShort();
  }

  /** Makes room for the next tick, in a few small steps. */
  void makeRoom() throws SQLException {
    long used = used();
    reserve = Math.min(Math.max(reserve, 4 * (used - usedBefore)), maxPages / 4);
    for (int step = 0; step < STEPS_A_TICK && used > maxPages - reserve; step++) {
      if (eviction.remove(TICKS_A_STEP) == 0) {
        break;
      }
      used = used();
    }
    usedBefore = used;
  }

  /**
   * Whether the log has room for a tick. It has none as long as a reader sits on an old state of
   * the file: the log then cannot be emptied.
   */
  boolean hasRoomInLog() throws SQLException {
    if (logBytes() <= maxLog / 2) {
      return true;
    }
    Statements.number(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    return logBytes() <= maxLog / 2;
  }

  private void keepLogShort() throws SQLException {
    if (logBytes() > maxLog / 2) {
      Statements.number(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    }
  }

  private long logBytes() {
    try {
      return Files.size(log);
    } catch (IOException e) {
      return 0;
    }
  }

  private long pages() throws SQLException {
    return Statements.number(pageCount);
  }

  private long used() throws SQLException {
    return pages() - Statements.number(freeCount);
  }
}
