package io.trimtab.daemon.config;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.trimtab.daemon.config.DaemonConfig.Window;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** A {@code [[window]]}. */
final class WindowForm implements Form<Window> {
  private static final List<String> KEYS = List.of("days", "from", "to");
  private static final List<String> DAYS =
      Arrays.stream(DayOfWeek.values()).map(WindowForm::brief).toList();
  private static final Form<DayOfWeek> DAY = new DayForm();
  private static final Form<Set<DayOfWeek>> ALL_DAYS = new DaysForm();
  private static final Form<LocalTime> TIME = new TimeForm();

  @Override
  public Window read(Object toml) {
    Fields fields = new Fields(toml, allowed(), KEYS);
    Set<DayOfWeek> days = fields.find("days", ALL_DAYS).orElse(EnumSet.allOf(DayOfWeek.class));
    LocalTime from = fields.get("from", TIME);
    LocalTime to = fields.get("to", TIME);
    if (from.equals(to)) {
      throw new WrongValue("from and to are the same; leave the window out for the whole day");
    }
    return new Window(Set.copyOf(days), from, to);
  }

  @Override
  public JsonElement json(Window value) {
    JsonObject json = new JsonObject();
    json.add("days", ALL_DAYS.json(value.days()));
    json.add("from", TIME.json(value.from()));
    json.add("to", TIME.json(value.to()));
    return json;
  }

  @Override
  public String allowed() {
    return "a table with from, to and maybe days";
  }

  private static String brief(DayOfWeek day) {
    return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
  }

  private static final class DayForm implements Form<DayOfWeek> {
    @Override
    public DayOfWeek read(Object toml) {
      int place = toml instanceof String text ? DAYS.indexOf(text) : -1;
      if (place < 0) {
        throw new WrongValue(Forms.shown(toml) + " is not " + allowed());
      }
      return DayOfWeek.of(place + 1);
    }

    @Override
    public JsonElement json(DayOfWeek value) {
      return new JsonPrimitive(brief(value));
    }

    @Override
    public String allowed() {
      return Forms.choice(DAYS);
    }
  }

  /** Days in the order of the week. */
  private static final class DaysForm implements Form<Set<DayOfWeek>> {
    private final Form<List<DayOfWeek>> list =
        Forms.list(DAY, "an array of days such as [\"sat\", \"sun\"]");

    @Override
    public Set<DayOfWeek> read(Object toml) {
      Set<DayOfWeek> days = new TreeSet<>(list.read(toml));
      if (days.isEmpty()) {
        throw new WrongValue("no day at all");
      }
      return days;
    }

    @Override
    public JsonElement json(Set<DayOfWeek> value) {
      return list.json(value.stream().sorted().toList());
    }

    @Override
    public String allowed() {
      return list.allowed();
    }
  }

  /** TOML's own times, or the same as a text without seconds. */
  private static final class TimeForm implements Form<LocalTime> {
    @Override
    public LocalTime read(Object toml) {
      if (toml instanceof LocalTime time) {
        return time;
      }
      try {
        return LocalTime.parse(Forms.cast(toml, String.class));
      } catch (DateTimeException | IllegalArgumentException e) {
        throw new WrongValue(Forms.shown(toml) + " is not " + allowed());
      }
    }

    @Override
    public JsonElement json(LocalTime value) {
      return new JsonPrimitive(value.toString());
    }

    @Override
    public String allowed() {
      return "a time of day such as \"22:00\"";
    }
  }
}
