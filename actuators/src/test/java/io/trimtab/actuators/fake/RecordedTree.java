package io.trimtab.actuators.fake;

import io.trimtab.actuators.kernel.FileError;
import io.trimtab.actuators.kernel.KernelFileException;
import io.trimtab.actuators.kernel.KernelFiles;
import io.trimtab.actuators.kernel.RootedFiles;
import io.trimtab.testing.TreeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A recorded kernel as one that answers writes: in memory, or below a directory. */
public final class RecordedTree {
  /** The recorded kernels, oldest first. */
  public static final List<String> KERNELS = List.of("5.10", "6.1", "6.12", "6.18");

  private record Recorded(int mode, String content, Optional<FileError> error) {
    boolean isWritable() {
      return (mode & 0222) != 0;
    }
  }

  private final Map<String, Recorded> files = new LinkedHashMap<>();

  private RecordedTree() {}

  public static RecordedTree of(String kernel) {
    return of(TreeFile.ofKernel(kernel));
  }

  static RecordedTree of(List<TreeFile> recorded) {
    RecordedTree tree = new RecordedTree();
    recorded.forEach(file -> tree.files.put(file.path(), recorded(file)));
    return tree;
  }

  private static Recorded recorded(TreeFile file) {
    Optional<FileError> error =
        file.isReadable() ? Optional.empty() : Optional.of(error(file.error()));
    return new Recorded(file.mode(), file.content(), error);
  }

  private static FileError error(String name) {
    return switch (name) {
      case "EPERM" -> FileError.NOT_PERMITTED;
      case "EACCES" -> FileError.ACCESS_DENIED;
      case "EINVAL" -> FileError.REJECTED;
      case "ENODEV" -> FileError.ABSENT;
      default -> FileError.OTHER;
    };
  }

  /** The tree as a kernel that answers writes as a real one does. */
  public FakeKernel kernel() {
    FakeKernel kernel = new FakeKernel();
    files.forEach(
        (path, file) -> {
          kernel.file(path, file.content());
          file.error().ifPresent(error -> kernel.unreadable(path, error));
          if (!file.isWritable()) {
            kernel.unwritable(path, FileError.READ_ONLY);
          }
        });
    return kernel;
  }

  /** The tree as ordinary files below a directory, as {@code --root} takes it. */
  public KernelFiles layOut(Path root) {
    files.forEach(
        (path, file) -> {
          try {
            Path target = root.resolve(path.substring(1));
            Files.createDirectories(Objects.requireNonNull(target.getParent()));
            Files.writeString(target, file.content());
            Files.setPosixFilePermissions(
                target,
                PosixFilePermissions.fromString(file.isWritable() ? "rw-r--r--" : "r--r--r--"));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    return new WithErrors(new RootedFiles(root));
  }

  /** Ordinary files cannot refuse root with EPERM; this does it for them. */
  private final class WithErrors implements KernelFiles {
    private final KernelFiles plain;

    WithErrors(KernelFiles plain) {
      this.plain = plain;
    }

    private Optional<FileError> error(String path) {
      return Optional.ofNullable(files.get(path)).flatMap(Recorded::error);
    }

    @Override
    public String read(String path) {
      error(path)
          .ifPresent(
              error -> {
                throw new KernelFileException(path, error, "as recorded");
              });
      return plain.read(path);
    }

    @Override
    public void write(String path, String value) {
      error(path)
          .ifPresent(
              error -> {
                throw new KernelFileException(path, error, "as recorded");
              });
      plain.write(path, value);
    }

    @Override
    public boolean exists(String path) {
      return plain.exists(path);
    }

    @Override
    public List<String> list(String path) {
      return plain.list(path);
    }

    @Override
    public Optional<FileError> writeObstacle(String path) {
      Optional<FileError> error = error(path);
      return error.isPresent() ? error : plain.writeObstacle(path);
    }
  }
}
