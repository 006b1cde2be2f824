package io.trimtab.daemon.decision;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The record of decisions in a SQLite file, which a thread of its own writes. The newest are kept
 * in memory as well, so that a file that is locked, damaged or on a full disk costs nothing but
 * older decisions: it is tried again and again, and what waited is stored then.
 */
public final class SqliteDecisionLog implements DecisionLog {
  /** How many of the newest are kept in memory, too. */
  private static final int RING = 2048;

  /** Evidence beyond this is not kept. */
  private static final int MOST_EVIDENCE = 64 << 10;

  private static final Duration PATIENCE_AT_END = Duration.ofSeconds(5);

  private final Path file;
  private final MemoryDecisionLog memory;
  private final DecisionWriter writer;

  private SqliteDecisionLog(Path file, MemoryDecisionLog memory, DecisionWriter writer) {
    this.file = file;
    this.memory = memory;
    this.writer = writer;
  }

  /**
   * Opens a log. It never fails: what stands against the file is told by {@link #impairment}.
   *
   * @param most how many decisions the file keeps, at least 1
   * @param age how old they may become
   */
  public static SqliteDecisionLog open(Path file, int most, Duration age, Clock clock) {
    MemoryDecisionLog memory = new MemoryDecisionLog(RING, clock);
    DecisionWriter writer = new DecisionWriter(file, most, age, clock, memory::seen);
    writer.start();
    return new SqliteDecisionLog(file, memory, writer);
  }

  @Override
  public Decision append(
      DecisionKind kind,
      String subject,
      String workload,
      String summary,
      Optional<String> cause,
      JsonObject evidence) {
    NumberedDecision added = memory.add(kind, subject, workload, summary, cause, bounded(evidence));
    writer.add(added);
    return added.decision();
  }

  private static JsonObject bounded(JsonObject evidence) {
    int size = evidence.toString().length();
    if (size <= MOST_EVIDENCE) {
      return evidence;
    }
    JsonObject instead = new JsonObject();
    instead.addProperty("omitted", size + " characters of evidence are more than is kept");
    return instead;
  }

  @Override
  public long appended() {
    return memory.appended();
  }

  /** Why decisions are in memory alone, if they are: the file, the cause, and how many wait. */
  @Override
  public Optional<String> impairment() {
    return writer.impairment();
  }

  /** How many decisions were never stored, as too many waited. */
  public long lost() {
    return writer.lost();
  }

  /**
   * Waits until all decisions so far are stored.
   *
   * @return whether they are
   */
  public boolean flush(Duration limit) {
    return writer.flush(limit);
  }

  @Override
  public List<Decision> since(Instant since, int most) {
    Map<Long, Decision> found = new TreeMap<>();
    for (NumberedDecision each : read(stored -> stored.since(since, most))) {
      found.put(each.number(), each.decision());
    }
    for (NumberedDecision each : memory.all()) {
      if (!each.decision().time().isBefore(since)) {
        found.putIfAbsent(each.number(), each.decision());
      }
    }
    List<Decision> all = List.copyOf(found.values());
    return all.subList(Math.max(0, all.size() - most), all.size());
  }

  @Override
  public Optional<Decision> find(String id) {
    Optional<Decision> newer = memory.find(id);
    String typed = DecisionIds.typed(id);
    return newer.isPresent()
        ? newer
        : read(stored -> stored.find(typed)).stream().map(NumberedDecision::decision).findFirst();
  }

  @Override
  public List<Decision> chain(String id) {
    return DecisionChain.of(
        id,
        new DecisionChain.Source() {
          @Override
          public Optional<Decision> find(String other) {
            return SqliteDecisionLog.this.find(other);
          }

          @Override
          public Collection<Decision> following(String other) {
            Map<String, Decision> all = new LinkedHashMap<>();
            for (NumberedDecision each : read(stored -> stored.following(other))) {
              all.put(each.decision().id(), each.decision());
            }
            memory.following(other).forEach(each -> all.putIfAbsent(each.id(), each));
            return all.values();
          }
        });
  }

  private interface Query {
    List<NumberedDecision> of(DecisionFile file) throws SQLException;
  }

  /** What the file says; nothing if it cannot be read, as memory has the newest. */
  private List<NumberedDecision> read(Query query) {
    if (!Files.exists(file)) {
      return List.of();
    }
    try (DecisionFile stored = DecisionFile.openToRead(file)) {
      return new ArrayList<>(query.of(stored));
    } catch (SQLException e) {
      return List.of();
    }
  }

  /** Stores what waits, if that can be done soon. */
  @Override
  public void close() {
    writer.close(PATIENCE_AT_END);
  }
}
