package io.trimtab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A cgroup by its directory. One that is removed and made again, as a service's is when that is
 * started anew, is another in the same place.
 *
 * @param inode tells the two apart
 */
record CgroupDirectory(Path path, long inode) {
  /** The one that is in a place now; empty if there is none. */
  static Optional<CgroupDirectory> at(Path path) {
    try {
      return Files.exists(path.resolve("cgroup.procs"))
          ? Optional.of(new CgroupDirectory(path, (Long) Files.getAttribute(path, "unix:ino")))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Whether it is there still. */
  boolean isThere() {
    return at(path).equals(Optional.of(this));
  }

  /** The one in its place, if that is another. */
  Optional<CgroupDirectory> successor() {
    return at(path).filter(now -> !now.equals(this));
  }
}
