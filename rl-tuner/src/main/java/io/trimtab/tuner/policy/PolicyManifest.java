package io.trimtab.tuner.policy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a policy is and where it comes from.
 *
 * @param created when it was made, as ISO 8601 says it; given by whoever makes it
 * @param trimtab the version that made it
 * @param libraries versions of what it was made with
 * @param seed of the training
 * @param data what it was learned from
 * @param place the laboratory that its trials were made in
 * @param kernels releases that it was trained on
 * @param scores how good it was on workloads that it was made without, by the name of the measure
 */
public record PolicyManifest(
    String created,
    String trimtab,
    Map<String, String> libraries,
    long seed,
    Data data,
    String place,
    List<String> kernels,
    Map<String, Double> scores) {
  /**
   * What a policy was learned from.
   *
   * @param digest SHA-256 of the experience, in hexadecimal
   * @param workloads how many
   * @param episodes how many
   * @param trials how many
   */
  public record Data(String digest, int workloads, int episodes, int trials) {}

  public PolicyManifest {
    libraries = new TreeMap<>(libraries);
    kernels = List.copyOf(kernels);
    scores = new TreeMap<>(scores);
  }
}
