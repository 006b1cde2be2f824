package io.trimtab.daemon.decision;

import io.trimtab.daemon.DaemonException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** What a daemon stored, for those who read it without one. */
public final class StoredDecisions {
  private StoredDecisions() {}

  /**
   * The newest decisions, oldest first; none where no daemon has run yet.
   *
   * @param since none from before
   * @param most how many at most
   * @throws DaemonException if the file cannot be read
   */
  public static List<Decision> read(Path file, Instant since, int most) {
    Path directory = file.toAbsolutePath().getParent();
    if (Files.notExists(file) && (directory == null || Files.isReadable(directory))) {
      return List.of();
    }
    if (!Files.isReadable(file)) {
      throw DaemonException.unavailable(
          file + ": permission denied; run trimtab with sudo, or choose a place with --state");
    }
    try (DecisionFile stored = DecisionFile.openToRead(file)) {
      return stored.since(since, most).stream().map(NumberedDecision::decision).toList();
    } catch (SQLException e) {
      throw DaemonException.failed(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
