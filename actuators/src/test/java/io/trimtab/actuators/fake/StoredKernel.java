package io.trimtab.actuators.fake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A kernel that outlives the processes that write to it, as a real one does: each write replaces
 * its one file at once, so that a killed writer leaves the write done with all its effects, or not
 * done.
 */
public final class StoredKernel extends FakeKernel {
  private final Path store;

  private StoredKernel(Path store) {
    this.store = store;
    onWrite((path, value) -> save());
  }

  /** A new kernel, filled as {@link Kernels#fill} does. */
  public static StoredKernel create(Path store) {
    StoredKernel kernel = Kernels.fill(new StoredKernel(store));
    kernel.save();
    return kernel;
  }

  /** The kernel as the last write left it. */
  public static StoredKernel load(Path store) {
    StoredKernel kernel = new StoredKernel(store);
    try {
      for (String line : Files.readAllLines(store)) {
        int tab = line.indexOf('\t');
        kernel.file(line.substring(0, tab), line.substring(tab + 1) + "\n");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return kernel;
  }

  private void save() {
    String text =
        snapshot().entrySet().stream()
            .map((Map.Entry<String, String> file) -> file.getKey() + "\t" + file.getValue())
            .collect(Collectors.joining());
    Path next = store.resolveSibling(store.getFileName() + ".next");
    try {
      Files.writeString(next, text, StandardCharsets.UTF_8);
      Files.move(next, store, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
