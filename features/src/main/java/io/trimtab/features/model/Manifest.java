package io.trimtab.features.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a model is, where it comes from, and where it holds.
 *
 * @param kind what it is for, such as {@code workload-classifier}
 * @param created when it was trained, as ISO 8601 says it; given by whoever trains
 * @param libraries versions of what it was trained with
 * @param seed of the training
 * @param data what it was trained on
 * @param features their names, in the order of the vectors
 * @param classes their names, in the order of the scores
 * @param scores how good it was on held-out data, by the name of the measure
 * @param domain where it holds
 */
public record Manifest(
    String kind,
    String created,
    Map<String, String> libraries,
    long seed,
    Data data,
    List<String> features,
    List<String> classes,
    Map<String, Double> scores,
    Domain domain) {
  /**
   * What a model was trained on.
   *
   * @param digest SHA-256 of the vectors, in hexadecimal
   * @param vectors how many
   * @param runs of how many programs' runs
   * @param labels every label among them
   */
  public record Data(String digest, int vectors, int runs, List<String> labels) {
    public Data {
      Objects.requireNonNull(digest);
      labels = List.copyOf(labels);
    }
  }

  /**
   * Where a model holds.
   *
   * @param strangeness the most with which a vector is still known
   * @param usual the usual values of every feature in every class, by place of both
   */
  public record Domain(double strangeness, List<List<Usual>> usual) {
    public Domain {
      usual = usual.stream().map(List::copyOf).toList();
    }
  }

  /**
   * Usual values: a tenth, half and nine tenths of a class's vectors in training are below.
   *
   * @param low the tenth
   * @param median the half
   * @param high the nine tenths
   */
  public record Usual(double low, double median, double high) {}

  public Manifest {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(created);
    Objects.requireNonNull(data);
    Objects.requireNonNull(domain);
    libraries = new TreeMap<>(libraries);
    features = List.copyOf(features);
    classes = List.copyOf(classes);
    scores = new TreeMap<>(scores);
    int width = features.size();
    boolean isComplete =
        domain.usual().size() == classes.size()
            && domain.usual().stream().allMatch(row -> row.size() == width);
    if (!isComplete) {
      throw new IllegalArgumentException("usual values of every class and feature are wanted");
    }
  }
}
