package io.trimtab.actuators.crash;

import io.trimtab.actuators.catalogue.Catalogue;
import io.trimtab.actuators.catalogue.CatalogueEntry;
import io.trimtab.actuators.catalogue.Tunable;
import io.trimtab.actuators.fake.FakeKernel;
import io.trimtab.actuators.fake.Kernels;
import io.trimtab.actuators.fake.StoredKernel;
import io.trimtab.actuators.journal.StepListener;
import io.trimtab.actuators.kernel.KernelFiles;
import io.trimtab.actuators.kernel.RootedFiles;
import io.trimtab.actuators.transaction.Actuator;
import io.trimtab.actuators.transaction.StatePaths;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** A kernel and a journal in a directory, for several processes one after another. */
final class Machine {
  /** What the kernel is made of. */
  enum Kind {
    /** Ordinary files, as {@code --root} takes them. */
    TREE,
    /** One with a kernel's habits. */
    KERNEL
  }

  private static final List<CatalogueEntry> CATALOGUE = SmallCatalogue.entries();

  private final Kind kind;
  private final Path directory;

  Machine(Kind kind, Path directory) {
    this.kind = kind;
    this.directory = directory;
  }

  static Machine create(Kind kind, Path directory) throws IOException {
    Machine machine = new Machine(kind, Files.createDirectories(directory));
    if (kind == Kind.KERNEL) {
      StoredKernel.create(machine.store());
    } else {
      Kernels.fill(new FakeKernel()).snapshot().forEach(machine::layOut);
    }
    return machine;
  }

  private void layOut(String path, String text) {
    try {
      Path file = directory.resolve("root" + path);
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path store() {
    return directory.resolve("kernel");
  }

  Kind kind() {
    return kind;
  }

  Path directory() {
    return directory;
  }

  KernelFiles files() {
    return kind == Kind.KERNEL
        ? StoredKernel.load(store())
        : new RootedFiles(directory.resolve("root"));
  }

  /** The lock is not on the disk that fills up. */
  private StatePaths paths() {
    StatePaths in = StatePaths.in(directory.resolve("state"));
    return new StatePaths(
        in.journal(),
        directory.resolve("run/lock"),
        in.models(),
        in.decisions(),
        in.memory(),
        in.telemetry(),
        in.experience(),
        in.control());
  }

  Actuator open(StepListener steps) {
    KernelFiles files = files();
    return Actuator.open(
        files, Catalogue.probe(files, CATALOGUE), paths(), "a test", Clock.systemUTC(), steps);
  }

  /** The value of every tunable that can be turned, by name. */
  Map<String, String> values() {
    Map<String, String> values = new TreeMap<>();
    for (Tunable tunable : Catalogue.probe(files(), CATALOGUE).all()) {
      if (tunable.isAvailable()) {
        values.put(tunable.name(), tunable.probed().orElseThrow().text());
      }
    }
    return values;
  }
}
