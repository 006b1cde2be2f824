package io.trimtab.tuner.experience;

import io.trimtab.tuner.search.SearchSpace;

/**
 * The laboratory that trials were made in, as it is recorded.
 *
 * @param name the laboratory's own
 * @param kernel the kernel's release, such as {@code 6.1.0-56-cloud-amd64}
 * @param image digest of the image that the machine starts from; empty where there is none
 * @param space what could be tried there, at the values that the machine came with
 */
public record Place(String name, String kernel, String image, SearchSpace space) {
  /**
   * Whether another one is the same kind of machine with the same space. Another image makes no
   * difference: it changes with each update of a package, and a trial is compared with its own
   * image's baseline.
   */
  boolean isSame(Place other) {
    return name.equals(other.name)
        && kernel.equals(other.kernel)
        && SpaceJson.text(space).equals(SpaceJson.text(other.space));
  }
}
