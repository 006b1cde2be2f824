package io.trimtab.daemon.loop;

import io.trimtab.daemon.config.DaemonConfig.Window;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;

/** Whether trying is allowed at some moment. */
final class Windows {
  private Windows() {}

  /** Whether a moment is in one of the windows; always, if there are none. */
  static boolean contain(List<Window> windows, Instant moment, ZoneId zone) {
    ZonedDateTime local = moment.atZone(zone);
    return windows.isEmpty() || windows.stream().anyMatch(window -> contains(window, local));
  }

  private static boolean contains(Window window, ZonedDateTime moment) {
    LocalTime time = moment.toLocalTime();
    boolean isOvernight = !window.to().isAfter(window.from());
    boolean began = !time.isBefore(window.from());
    boolean ended = !time.isBefore(window.to());
    if (!isOvernight) {
      return began && !ended && isOn(window, moment);
    }
    return (began && isOn(window, moment)) || (!ended && isOn(window, moment.minusDays(1)));
  }

  private static boolean isOn(Window window, ZonedDateTime moment) {
    return window.days().isEmpty() || window.days().contains(moment.getDayOfWeek());
  }
}
