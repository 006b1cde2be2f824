package io.trimtab.daemon.config;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import io.trimtab.actuators.catalogue.Names;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/** The forms that values have. */
final class Forms {
  private static final int MAX_ITEMS = 1000;

  private Forms() {}

  /** A form that is a function each way; the function throws IllegalArgumentException. */
  private record Simple<T>(
      Function<Object, T> reading, Function<T, JsonElement> writing, String allowed)
      implements Form<T> {
    @Override
    public T read(Object toml) {
      try {
        return reading.apply(toml);
      } catch (IllegalArgumentException | ArithmeticException e) {
        throw new WrongValue(shown(toml) + " is not " + allowed);
      }
    }

    @Override
    public JsonElement json(T value) {
      return writing.apply(value);
    }
  }

  static <T> Form<T> of(String allowed, Function<String, T> reading, Function<T, String> writing) {
    return new Simple<>(
        toml -> reading.apply(cast(toml, String.class)),
        value -> new JsonPrimitive(writing.apply(value)),
        allowed);
  }

  static Form<Boolean> flag() {
    return new Simple<>(
        toml -> cast(toml, Boolean.class), value -> new JsonPrimitive(value), "true or false");
  }

  static Form<Duration> duration(Duration least, Duration most) {
    return of(
        "a duration from "
            + DurationText.text(least)
            + " to "
            + DurationText.text(most)
            + ", such as \""
            + DurationText.text(least)
            + "\"",
        text -> between(DurationText.parse(text), least, most),
        DurationText::text);
  }

  static Form<Long> size(long least, long most) {
    return of(
        "a size from "
            + SizeText.text(least)
            + " to "
            + SizeText.text(most)
            + ", such as \"64MiB\"",
        text -> between(SizeText.parse(text), least, most),
        SizeText::text);
  }

  static Form<Integer> integer(int least, int most) {
    return new Simple<>(
        toml -> Math.toIntExact(between(cast(toml, Long.class), (long) least, (long) most)),
        value -> new JsonPrimitive(value),
        String.format(Locale.ROOT, "a whole number from %,d to %,d", least, most));
  }

  static Form<Double> number(double least, double most) {
    return new Simple<>(
        toml -> between(number(toml), least, most),
        value -> new JsonPrimitive(value),
        "a number from " + plain(least) + " to " + plain(most));
  }

  static Form<Double> anyNumber() {
    return new Simple<>(Forms::number, value -> new JsonPrimitive(value), "a number");
  }

  /** Any finite number. */
  private static double number(Object toml) {
    double number = toml instanceof Long whole ? whole : cast(toml, Double.class);
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException();
    }
    return number;
  }

  /** The constants of an enumeration, in lower case. */
  static <E extends Enum<E>> Form<E> word(Class<E> type) {
    List<String> words = Arrays.stream(type.getEnumConstants()).map(each -> word(each)).toList();
    return new Form<>() {
      @Override
      public E read(Object toml) {
        if (toml instanceof String text) {
          for (E constant : type.getEnumConstants()) {
            if (word(constant).equals(text)) {
              return constant;
            }
          }
          throw new WrongValue(shown(toml) + " is not " + allowed() + meant(text, words));
        }
        throw new WrongValue(shown(toml) + " is not " + allowed());
      }

      @Override
      public JsonElement json(E value) {
        return new JsonPrimitive(word(value));
      }

      @Override
      public String allowed() {
        return choice(words);
      }
    };
  }

  /** An array of values that are of a form each. */
  static <T> Form<List<T>> list(Form<T> item, String allowed) {
    return new Form<>() {
      @Override
      public List<T> read(Object toml) {
        if (!(toml instanceof TomlArray array)) {
          throw new WrongValue(shown(toml) + " is not " + allowed());
        }
        if (array.size() > MAX_ITEMS) {
          throw new WrongValue("more than " + MAX_ITEMS + " items");
        }
        List<T> items = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
          try {
            items.add(item.read(array.get(i)));
          } catch (WrongValue e) {
            throw e.position() == null
                ? new WrongValue(String.valueOf(e.getMessage()), array.inputPositionOf(i))
                : e;
          }
        }
        return List.copyOf(items);
      }

      @Override
      public JsonElement json(List<T> value) {
        JsonArray array = new JsonArray();
        value.forEach(each -> array.add(item.json(each)));
        return array;
      }

      @Override
      public String allowed() {
        return allowed;
      }
    };
  }

  /** What someone who mistyped probably meant, with what comes before it; or nothing. */
  static String meant(String typed, List<String> known) {
    List<String> nearest = Names.nearest(typed, known);
    return nearest.isEmpty() ? "" : "; did you mean " + String.join(" or ", nearest) + "?";
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** Such as {@code a, b or c}. */
  static String choice(List<String> words) {
    int last = words.size() - 1;
    return last == 0
        ? words.get(0)
        : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
  }

  /** A value for a message: short, on one line. */
  static String shown(Object toml) {
    if (toml instanceof TomlTable) {
      return "a table";
    }
    if (toml instanceof TomlArray) {
      return "an array";
    }
    String text = toml.toString();
    String brief = text.length() > 60 ? text.substring(0, 60) + "…" : text;
    return toml instanceof String ? TomlText.quoted(brief) : brief;
  }

  static <T> T cast(Object toml, Class<T> type) {
    if (!type.isInstance(toml)) {
      throw new IllegalArgumentException();
    }
    return type.cast(toml);
  }

  private static <T extends Comparable<T>> T between(T value, T least, T most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException();
    }
    return value;
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }
}
