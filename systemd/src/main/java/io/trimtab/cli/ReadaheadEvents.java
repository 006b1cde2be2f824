package io.trimtab.cli;

import com.google.gson.JsonObject;
import io.trimtab.daemon.readahead.ReadaheadEvent;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What the readahead loop tells, for people and for programs. */
final class ReadaheadEvents {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

  private ReadaheadEvents() {}

  /** One line. */
  static String text(ReadaheadEvent event, Instant now) {
    return CLOCK.format(now) + "  " + event.device() + "  " + what(event);
  }

  private static String what(ReadaheadEvent event) {
    if (event instanceof ReadaheadEvent.Recognised recognised) {
      return String.format(
          Locale.ROOT,
          "%s reads (%.0f %% sure)",
          recognised.pattern().word(),
          100 * recognised.confidence());
    }
    if (event instanceof ReadaheadEvent.Turned turned) {
      return String.format(Locale.ROOT, "readahead %d -> %d KiB", turned.from(), turned.to());
    }
    if (event instanceof ReadaheadEvent.Undone undone) {
      return String.format(
          Locale.ROOT,
          "readahead %d -> %d KiB: %.1f times the pressure; left alone in %s reads for %s",
          undone.from(),
          undone.to(),
          undone.factor(),
          undone.pattern().word(),
          Durations.text(undone.pause()));
    }
    if (event instanceof ReadaheadEvent.Acquitted acquitted) {
      return String.format(
          Locale.ROOT,
          "it was the load: the original has %.1f times the pressure in %s reads",
          acquitted.factor(),
          acquitted.pattern().word());
    }
    if (event instanceof ReadaheadEvent.GivenUp givenUp) {
      return "given up: " + givenUp.reason();
    }
    throw new IllegalArgumentException(event.toString());
  }

  /** The same as an object. */
  static JsonObject json(ReadaheadEvent event, Instant now) {
    JsonObject object = new JsonObject();
    object.addProperty("time", now.toString());
    object.addProperty("device", event.device());
    if (event instanceof ReadaheadEvent.Recognised recognised) {
      object.addProperty("event", "recognised");
      object.addProperty("pattern", recognised.pattern().word());
      object.addProperty("confidence", recognised.confidence());
    } else if (event instanceof ReadaheadEvent.Turned turned) {
      object.addProperty("event", "turned");
      object.addProperty("pattern", turned.pattern().word());
      object.addProperty("from_kb", turned.from());
      object.addProperty("to_kb", turned.to());
    } else if (event instanceof ReadaheadEvent.Undone undone) {
      object.addProperty("event", "undone");
      object.addProperty("pattern", undone.pattern().word());
      object.addProperty("from_kb", undone.from());
      object.addProperty("to_kb", undone.to());
      object.addProperty("pressure_factor", undone.factor());
      object.addProperty("pause_s", undone.pause().toSeconds());
    } else if (event instanceof ReadaheadEvent.Acquitted acquitted) {
      object.addProperty("event", "acquitted");
      object.addProperty("pattern", acquitted.pattern().word());
      object.addProperty("pressure_factor", acquitted.factor());
    } else if (event instanceof ReadaheadEvent.GivenUp givenUp) {
      object.addProperty("event", "given-up");
      object.addProperty("reason", givenUp.reason());
    }
    return object;
  }
}
