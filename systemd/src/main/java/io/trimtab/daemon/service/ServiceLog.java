package io.trimtab.daemon.service;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The service's log on standard error: a line each, with its message's ID. For journald each line
 * begins with its priority. Of each message a few lines are let through in a while, and then the
 * number of those that were not, so that a fault that repeats floods nothing. For any thread.
 */
public final class ServiceLog {
  private static final int MOST = 20;
  private static final long WHILE = Duration.ofMinutes(1).toNanos();

  /** How often a message came since the while began. */
  private static final class Count {
    private long begin;
    private int lines;
  }

  private final PrintWriter out;
  private final boolean hasPriorities;
  private final LongSupplier nanos;
  private final Map<Message, Count> counts = new EnumMap<>(Message.class);

  /**
   * Creates a log.
   *
   * @param environment of this process, which tells whether journald reads
   * @param nanos the monotonic clock
   */
  public ServiceLog(PrintWriter out, Map<String, String> environment, LongSupplier nanos) {
    this.out = out;
    this.hasPriorities = environment.containsKey("JOURNAL_STREAM");
    this.nanos = nanos;
  }

  /** Tells what is wrong with a configuration. */
  public void refuse(String problem) {
    log(Message.CONFIGURATION_REFUSED, problem);
  }

  synchronized void log(Message message, String text) {
    long now = nanos.getAsLong();
    Count count = counts.computeIfAbsent(message, key -> new Count());
    if (count.lines == 0 || now - count.begin >= WHILE) {
      if (count.lines > MOST) {
        write(message, (count.lines - MOST) + " more like this were left out");
      }
      count.begin = now;
      count.lines = 0;
    }
    count.lines++;
    if (count.lines <= MOST) {
      write(message, text);
    }
  }

  private void write(Message message, String text) {
    String line = text.strip().replaceAll("\\s*\\R\\s*", " ");
    String start = hasPriorities ? "<" + message.priority().level() + ">" : "trimtab: ";
    out.println(start + "[" + message.id() + "] " + line);
    out.flush();
  }
}
