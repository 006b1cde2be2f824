package io.trimtab.fuzz.testbed;

import java.nio.file.Path;

/**
 * A kernel with coverage that has been built.
 *
 * @param name of its source's version and a digest of how it was built
 * @param program the kernel, a program of this machine's
 */
public record KernelImage(String name, Path program) {
  static final String FILE = "linux";

  static KernelImage in(Path entry) {
    String name = entry.getFileName().toString();
    return new KernelImage(name.substring(KernelBuild.PREFIX.length()), entry.resolve(FILE));
  }
}
