package io.trimtab.daemon.report;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where a time is on a drawing, and which times have a line. */
final class TimeAxis {
  private static final List<Duration> STEPS =
      List.of(
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          Duration.ofMinutes(2),
          Duration.ofMinutes(5),
          Duration.ofMinutes(10),
          Duration.ofMinutes(15),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(2),
          Duration.ofHours(3),
          Duration.ofHours(6),
          Duration.ofHours(12),
          Duration.ofDays(1),
          Duration.ofDays(2),
          Duration.ofDays(7));
  private static final int MOST_TICKS = 9;

  private static final DateTimeFormatter SECONDS = format("HH:mm:ss");
  private static final DateTimeFormatter MINUTES = format("HH:mm");
  private static final DateTimeFormatter DAYS = format("d MMM");

  private final Instant from;
  private final Instant to;
  private final ZoneId zone;
  private final double left;
  private final double right;

  /** A time with a line, and what is written there. */
  record Tick(double x, String label) {}

  TimeAxis(Instant from, Instant to, ZoneId zone, double left, double right) {
    this.from = from;
    this.to = to;
    this.zone = zone;
    this.left = left;
    this.right = right;
  }

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
  }

  /** Where a time is; one from before or after is at the edge. */
  double x(Instant time) {
    double share = millis(from, time) / millis(from, to);
    return left + (right - left) * Math.max(0, Math.min(1, share));
  }

  private static double millis(Instant start, Instant end) {
    return Math.max(1, Duration.between(start, end).toMillis()) * (end.isBefore(start) ? 0 : 1);
  }

  /** Round times by the clock on the wall, nine at most. */
  List<Tick> ticks() {
    Duration whole = Duration.between(from, to);
    Duration step =
        STEPS.stream()
            .filter(candidate -> whole.dividedBy(candidate) <= MOST_TICKS)
            .findFirst()
            .orElse(Duration.ofDays(Math.max(1, whole.toDays() / MOST_TICKS + 1)));
    ZonedDateTime midnight = LocalDate.ofInstant(from, zone).atStartOfDay(zone);
    List<Tick> ticks = new ArrayList<>();
    long first = Duration.between(midnight, from.atZone(zone)).dividedBy(step);
    for (long i = first; ticks.size() <= MOST_TICKS + 1; i++) {
      ZonedDateTime time = midnight.plus(step.multipliedBy(i));
      if (time.toInstant().isAfter(to)) {
        break;
      }
      if (!time.toInstant().isBefore(from)) {
        ticks.add(new Tick(x(time.toInstant()), label(time, step)));
      }
    }
    return ticks;
  }

  private static String label(ZonedDateTime time, Duration step) {
    boolean isMidnight = time.toLocalTime().toSecondOfDay() == 0;
    if (isMidnight) {
      return DAYS.format(time);
    }
    return (step.toSeconds() < 60 ? SECONDS : MINUTES).format(time);
  }
}
