package io.trimtab.daemon.decision;

import io.trimtab.collector.record.SqliteCause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;

/** The thread that stores decisions, and waits and tries again where it cannot. */
final class DecisionWriter {
  /** How many may wait. */
  private static final int MOST_WAITING = 4096;

  private static final int BATCH = 256;
  private static final long FIRST_PAUSE_MILLIS = 1000;
  private static final long LONGEST_PAUSE_MILLIS = 60_000;

  /** SQLite's own files of a database; its log first, as SQLite would play that into a new one. */
  private static final List<String> SUFFIXES = List.of("-wal", "-shm", "-journal", "");

  private final Path file;
  private final int most;
  private final Duration age;
  private final Clock clock;
  private final LongConsumer seen;
  private final Thread thread = new Thread(this::run, "decisions");

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<NumberedDecision> waiting = new ArrayDeque<>();
  private Optional<String> trouble = Optional.empty();
  private long lost;
  private boolean isEnding;

  /** Of the thread alone. */
  private Optional<DecisionFile> open = Optional.empty();

  /**
   * @param seen is told of the greatest number that the file has
   */
  DecisionWriter(Path file, int most, Duration age, Clock clock, LongConsumer seen) {
    this.file = file;
    this.most = most;
    this.age = age;
    this.clock = clock;
    this.seen = seen;
    thread.setDaemon(true);
  }

  /** Opens the file, as far as that can be done at once, and goes to work. */
  void start() {
    try {
      opened();
    } catch (SQLException e) {
      failed(e);
    }
    thread.start();
  }

  void add(NumberedDecision decision) {
    lock.lock();
    try {
      waiting.addLast(decision);
      if (waiting.size() > MOST_WAITING) {
        waiting.removeFirst();
        lost++;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  Optional<String> impairment() {
    lock.lock();
    try {
      int count = waiting.size();
      return trouble.map(
          cause ->
              file
                  + ": "
                  + cause
                  + "; "
                  + count
                  + (count == 1 ? " decision is" : " decisions are")
                  + " in memory alone"
                  + (lost == 0 ? "" : ", " + lost + " were lost"));
    } finally {
      lock.unlock();
    }
  }

  long lost() {
    lock.lock();
    try {
      return lost;
    } finally {
      lock.unlock();
    }
  }

  boolean flush(Duration limit) {
    lock.lock();
    try {
      long left = limit.toNanos();
      while (!waiting.isEmpty() && left > 0) {
        left = changed.awaitNanos(left);
      }
      return waiting.isEmpty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  void close(Duration limit) {
    lock.lock();
    try {
      isEnding = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      thread.join(limit.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    long pause = FIRST_PAUSE_MILLIS;
    try {
      while (true) {
        List<NumberedDecision> batch = next();
        if (batch.isEmpty()) {
          return;
        }
        try {
          store(batch);
          pause = FIRST_PAUSE_MILLIS;
        } catch (SQLException e) {
          failed(e);
          if (!rest(pause)) {
            return;
          }
          pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      // Nobody interrupts it but a JVM that ends.
    } finally {
      open.ifPresent(DecisionFile::close);
    }
  }

  /** Waits for decisions; none when it is to end. */
  private List<NumberedDecision> next() throws InterruptedException {
    lock.lock();
    try {
      while (waiting.isEmpty() && !isEnding) {
        changed.await();
      }
      return waiting.stream().limit(BATCH).toList();
    } finally {
      lock.unlock();
    }
  }

  /** Waits a while; false if it is to end. */
  private boolean rest(long millis) throws InterruptedException {
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(millis);
      while (!isEnding && left > 0) {
        left = changed.awaitNanos(left);
      }
      return !isEnding;
    } finally {
      lock.unlock();
    }
  }

  private void store(List<NumberedDecision> batch) throws SQLException {
    DecisionFile stored = opened();
    stored.add(batch);
    lock.lock();
    try {
      long last = batch.get(batch.size() - 1).number();
      while (!waiting.isEmpty() && waiting.getFirst().number() <= last) {
        waiting.removeFirst();
      }
      trouble = Optional.empty();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    makeRoom(stored);
  }

  private void makeRoom(DecisionFile stored) throws SQLException {
    long surplus = stored.count() - most;
    if (surplus > 0) {
      // A little more than it has to be, so that not every decision removes one.
      stored.remove(surplus + most / 16);
    }
    stored.removeBefore(clock.instant().minus(age));
  }

  private DecisionFile opened() throws SQLException {
    if (open.isEmpty()) {
      DecisionFile stored = DecisionFile.openToWrite(file);
      open = Optional.of(stored);
      seen.accept(stored.last());
    }
    return open.get();
  }

  /** SQLite's driver gives up on a statement that failed badly, so that all begin anew. */
  private void failed(SQLException e) {
    open.ifPresent(DecisionFile::close);
    open = Optional.empty();
    String told = SqliteCause.words(e);
    if (SqliteCause.isCorruption(e)) {
      told = "it is damaged, and " + setAside();
    }
    lock.lock();
    try {
      trouble = Optional.of(told);
    } finally {
      lock.unlock();
    }
  }

  /** A damaged file is never deleted: much of it may be readable. */
  private String setAside() {
    int number = 1;
    while (Files.exists(aside(number))) {
      number++;
    }
    Path aside = aside(number);
    try {
      for (String suffix : SUFFIXES) {
        Path old = file.resolveSibling(file.getFileName() + suffix);
        if (Files.exists(old)) {
          Files.move(old, aside.resolveSibling(aside.getFileName() + suffix));
        }
      }
      return "is now " + aside.getFileName();
    } catch (IOException e) {
      return "cannot be set aside: " + e.getMessage();
    }
  }

  private Path aside(int number) {
    return file.resolveSibling(file.getFileName() + ".corrupt-" + number);
  }
}
