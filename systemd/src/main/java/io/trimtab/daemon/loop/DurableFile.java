package io.trimtab.daemon.loop;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Replaces a file as a whole, also if power fails at any moment: the new text is on the disk before
 * it gets the name, and then the name is. A rename alone may come to the disk before the text.
 */
final class DurableFile {
  /** Puts on the disk what was written to a file or a directory. */
  interface Sync {
    void of(Path path) throws IOException;
  }

  private final Sync sync;

  DurableFile() {
    this(DurableFile::force);
  }

  DurableFile(Sync sync) {
    this.sync = sync;
  }

  private static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Replaces a file; its directory is made if there is none. */
  void write(Path file, String text) throws IOException {
    Path absolute = file.toAbsolutePath();
    Path directory = absolute.getParent();
    if (directory == null) {
      throw new IOException("it is no file");
    }
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    Path next = absolute.resolveSibling(absolute.getFileName() + ".next");
    Files.writeString(next, text);
    sync.of(next);
    Files.move(next, absolute, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    sync.of(directory);
  }
}
