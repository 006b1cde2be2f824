package io.trimtab.fuzz.syzlang;

import io.trimtab.fuzz.model.Position;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Constants of one architecture, from {@code .const} files. There are two formats. The present one
 * has a first line {@code arches = 386, amd64}, and then for each constant a value for all of them,
 * and those that differ: {@code NAME = 4, 386:arm:3, s390x:???}. The old one has a file for each
 * architecture, {@code NAME_amd64.const}, with one value a line.
 */
public final class ConstTable {
  private static final Pattern OLD_NAME = Pattern.compile("_([a-z0-9]+)\\.const$");
  private static final String UNDEFINED = "???";

  /** Upstream's generated descriptions; where they disagree with those made by hand, these win. */
  private static final String GENERATED = "auto.txt.const";

  private static final int LARGEST_FILE = 16 << 20;

  private final String architecture;
  private final Diagnostics diagnostics;
  private final Map<String, Entry> values = new HashMap<>();

  private record Entry(long value, boolean isWeak) {}

  /**
   * An empty table.
   *
   * @param architecture as the files name it: {@code amd64}
   * @param diagnostics where errors go
   */
  public ConstTable(String architecture, Diagnostics diagnostics) {
    this.architecture = architecture;
    this.diagnostics = diagnostics;
  }

  /**
   * Adds what a file says.
   *
   * @param file its name, which tells the format
   */
  public void add(String file, String text) {
    if (text.length() > LARGEST_FILE) {
      diagnostics.error(
          new Position(file, 1, 1), "the file has more than 16 MiB; split it into several");
      return;
    }
    Matcher old = OLD_NAME.matcher(file);
    boolean isOld = old.find();
    if (isOld && !old.group(1).equals(architecture)) {
      return;
    }
    boolean isWeak = file.endsWith(GENERATED);
    Optional<List<String>> arches = isOld ? Optional.of(List.of()) : Optional.empty();
    int number = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      Position at = new Position(file, ++number, 1);
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (diagnostics.isFull()) {
        return;
      }
      int equals = line.indexOf('=');
      if (equals < 0) {
        diagnostics.error(at, "a constant is written NAME = VALUE; there is no \"=\"");
        continue;
      }
      String name = line.substring(0, equals).strip();
      String value = line.substring(equals + 1).strip();
      if (arches.isEmpty()) {
        if (!name.equals("arches")) {
          diagnostics.error(at, "the first line names the architectures: arches = amd64, arm64");
          return;
        }
        arches = Optional.of(List.of(value.split("\\s*,\\s*")));
      } else if (isOld || arches.get().contains(architecture)) {
        value(value, at).ifPresent(v -> put(name, v, isWeak, at));
      }
    }
  }

  /** The value of this architecture in {@code 4, 386:arm:3, s390x:???}. */
  private OptionalLong value(String line, Position at) {
    OptionalLong common = OptionalLong.empty();
    OptionalLong own = OptionalLong.empty();
    boolean isOwn = false;
    for (String part : line.split(",")) {
      String[] fields = part.strip().split(":", -1);
      String last = fields[fields.length - 1].strip();
      OptionalLong value = OptionalLong.empty();
      if (!last.equals(UNDEFINED)) {
        try {
          value = OptionalLong.of(Numbers.parse(last));
        } catch (NumberFormatException e) {
          diagnostics.error(at, "\"" + last + "\" is no number; write 10, 0xa, or ??? for none");
          return OptionalLong.empty();
        }
      }
      if (fields.length == 1) {
        common = value;
      }
      for (int i = 0; i < fields.length - 1; i++) {
        if (fields[i].strip().equals(architecture)) {
          own = value;
          isOwn = true;
        }
      }
    }
    return isOwn ? own : common;
  }

  private void put(String name, long value, boolean isWeak, Position at) {
    Entry before = values.get(name);
    if (before == null || before.isWeak()) {
      values.put(name, new Entry(value, isWeak));
    } else if (!isWeak && before.value() != value) {
      diagnostics.error(
          at,
          name
              + " is "
              + Long.toUnsignedString(value)
              + " here and "
              + Long.toUnsignedString(before.value())
              + " in another file; correct one of them");
    }
  }

  /** Adds one constant, unless it is there. */
  void define(String name, long value) {
    values.putIfAbsent(name, new Entry(value, false));
  }

  /** The value of a constant; empty if this architecture has none. */
  public OptionalLong get(String name) {
    Entry entry = values.get(name);
    return entry == null ? OptionalLong.empty() : OptionalLong.of(entry.value());
  }

  /** How many constants there are. */
  public int size() {
    return values.size();
  }
}
