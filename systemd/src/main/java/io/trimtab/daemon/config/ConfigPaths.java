package io.trimtab.daemon.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the configuration is. What comes later wins, key by key; files that are not there say
 * nothing.
 *
 * @param vendor what the package ships
 * @param administrator what the administrator says
 * @param dropIns a directory of further files {@code *.toml}, taken in the order of their names
 * @param only a file that stands for all of the above, and must be there
 */
public record ConfigPaths(Path vendor, Path administrator, Path dropIns, Optional<Path> only) {

  /** The places on a host, below a root directory that is {@code /} on a live one. */
  public static ConfigPaths under(Path root) {
    return new ConfigPaths(
        root.resolve("usr/lib/trimtab/trimtab.toml"),
        root.resolve("etc/trimtab/trimtab.toml"),
        root.resolve("etc/trimtab/conf.d"),
        Optional.empty());
  }

  /** One file, and nothing else. */
  public ConfigPaths withOnly(Path file) {
    return new ConfigPaths(vendor, administrator, dropIns, Optional.of(file));
  }
}
