package io.trimtab.features.registry;

import io.trimtab.features.FeaturesException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The names of a vector's features, in order. A feature is known by its place, so that capturing it
 * costs an array access; the name is looked up once.
 */
public final class FeatureSchema {
  private final List<String> names;
  private final Map<String, Integer> places = new HashMap<>();

  /**
   * @throws FeaturesException if there is no name, or one is there twice
   */
  public FeatureSchema(List<String> names) {
    this.names = List.copyOf(names);
    if (names.isEmpty()) {
      throw new FeaturesException("a schema needs at least one feature");
    }
    for (String name : this.names) {
      if (places.put(name, places.size()) != null) {
        throw new FeaturesException("feature " + name + " is there twice");
      }
    }
  }

  public List<String> names() {
    return names;
  }

  public int size() {
    return names.size();
  }

  /**
   * A feature's place in the vectors.
   *
   * @throws FeaturesException if there is no such feature
   */
  public int place(String name) {
    Integer place = places.get(name);
    if (place == null) {
      throw new FeaturesException("no feature is called " + name);
    }
    return place;
  }

  /**
   * Refuses a model that was trained on other features.
   *
   * @param who the model, for the message
   * @throws FeaturesException naming the first difference
   */
  public void requireSame(FeatureSchema other, String who) {
    for (int i = 0; i < Math.max(size(), other.size()); i++) {
      String mine = i < size() ? names.get(i) : "nothing";
      String theirs = i < other.size() ? other.names.get(i) : "nothing";
      if (!mine.equals(theirs)) {
        throw new FeaturesException(
            who
                + " was made for other features: at place "
                + i
                + " it has "
                + theirs
                + ", not "
                + mine);
      }
    }
  }
}
