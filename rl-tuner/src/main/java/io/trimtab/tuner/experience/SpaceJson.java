package io.trimtab.tuner.experience;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.search.CategoricalDimension;
import io.trimtab.tuner.search.Dimension;
import io.trimtab.tuner.search.NumericDimension;
import io.trimtab.tuner.search.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A search space as text: its dimensions. Constraints are code; those between tunables are in the
 * catalogue, and are found there again by the tunables' names.
 */
public final class SpaceJson {
  private static final int MOST_DIMENSIONS = 1000;
  private static final int MOST_LEVELS = 1000;

  private SpaceJson() {}

  /** Writes a space; the same text for the same dimensions. */
  public static String text(SearchSpace space) {
    return json(space).toString();
  }

  /** The same as an array, one object for each dimension. */
  public static JsonArray json(SearchSpace space) {
    JsonArray dimensions = new JsonArray();
    space.dimensions().forEach(dimension -> dimensions.add(json(dimension)));
    return dimensions;
  }

  private static JsonObject json(Dimension dimension) {
    JsonObject object = new JsonObject();
    object.addProperty("name", dimension.name());
    if (dimension instanceof NumericDimension number) {
      object.addProperty("min", number.min());
      object.addProperty("max", number.max());
      object.addProperty("scale", number.scale().name().toLowerCase(Locale.ROOT));
      JsonArray specials = new JsonArray();
      number.specials().forEach(level -> specials.add(number.value(level)));
      object.add("special", specials);
      object.addProperty("baseline", number.value(number.baselineLevel()));
      object.addProperty("buckets", number.buckets());
    } else {
      JsonArray choices = new JsonArray();
      dimension.levels().forEach(choices::add);
      object.add("choices", choices);
      object.addProperty("baseline", dimension.levels().get(dimension.baselineLevel()));
    }
    return object;
  }

  /**
   * Reads a space.
   *
   * @param who where the text is from, for messages
   * @throws TunerException if it is no space
   */
  public static SearchSpace parse(String text, String who) {
    try {
      return of(JsonParser.parseString(text).getAsJsonArray(), who);
    } catch (JsonParseException | IllegalStateException e) {
      throw TunerException.invalid(who + ": the space of settings in it cannot be read", e);
    }
  }

  /** The same of an array. */
  public static SearchSpace of(JsonArray array, String who) {
    List<Dimension> dimensions = new ArrayList<>();
    try {
      if (array.size() > MOST_DIMENSIONS) {
        throw TunerException.invalid(who + ": a space of " + array.size() + " dimensions");
      }
      for (JsonElement element : array) {
        dimensions.add(dimension(element.getAsJsonObject(), who));
      }
      return new SearchSpace(dimensions, SpaceConstraints.among(dimensions));
    } catch (IllegalStateException
        | UnsupportedOperationException
        | NullPointerException
        | IllegalArgumentException e) {
      throw TunerException.invalid(who + ": the space of settings in it lacks something", e);
    }
  }

  private static Dimension dimension(JsonObject object, String who) {
    String name = object.get("name").getAsString();
    if (object.has("choices")) {
      List<String> choices = new ArrayList<>();
      object.getAsJsonArray("choices").forEach(choice -> choices.add(choice.getAsString()));
      return new CategoricalDimension(name, choices, object.get("baseline").getAsString());
    }
    List<Long> specials = new ArrayList<>();
    object.getAsJsonArray("special").forEach(special -> specials.add(special.getAsLong()));
    int buckets = object.get("buckets").getAsInt();
    if (buckets > MOST_LEVELS || specials.size() > MOST_LEVELS) {
      throw TunerException.invalid(who + ": " + name + " has too many values");
    }
    return new NumericDimension(
        name,
        object.get("min").getAsLong(),
        object.get("max").getAsLong(),
        NumericDimension.Scale.valueOf(object.get("scale").getAsString().toUpperCase(Locale.ROOT)),
        specials,
        object.get("baseline").getAsLong(),
        buckets);
  }
}
