package io.trimtab.actuators.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files below a root directory: {@code /} is the live kernel, any other a recorded tree. */
public final class RootedFiles implements KernelFiles {
  /** No file that is read here is near this long. */
  private static final int MAX_BYTES = 64 * 1024;

  /** The word in force among the choices, in brackets or parentheses. */
  private static final Pattern CHOSEN =
      Pattern.compile("(?<!\\S)([\\[(])([^\\s\\])]+)([\\])])(?!\\S)");

  private static final Pattern WORD = Pattern.compile("\\S+");

  private static final Set<PosixFilePermission> ANY_WRITE =
      Set.of(
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_WRITE);

  private final Path root;
  private final boolean live;

  public RootedFiles(Path root) {
    this.root = root.toAbsolutePath().normalize();
    this.live = this.root.equals(Path.of("/"));
  }

  @Override
  public String read(String path) {
    try (InputStream in = Files.newInputStream(resolve(path))) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new KernelFileException(path, FileError.OTHER, "longer than 64 KiB");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw explain(path, e);
    }
  }

  @Override
  public void write(String path, String value) {
    String text = live ? value + "\n" : asShown(read(path), value);
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    int length = bytes.remaining();
    try (FileChannel file = FileChannel.open(resolve(path), StandardOpenOption.WRITE)) {
      int written = file.write(bytes);
      if (written != length) {
        throw new KernelFileException(
            path, FileError.OTHER, "took " + written + " of " + length + " bytes");
      }
      if (!live) {
        // An ordinary file keeps the tail of a longer old value. Readers stop at the newline, so
        // that a crash between the two calls leaves either value whole, as in the kernel.
        file.truncate(length);
      }
    } catch (IOException e) {
      throw explain(path, e);
    }
  }

  /** What a kernel's file shows after a write: one that lists its choices moves the brackets. */
  private static String asShown(String old, String value) {
    Matcher chosen = CHOSEN.matcher(old);
    if (!chosen.find() || WORD.matcher(old).results().noneMatch(w -> bare(w).equals(value))) {
      return value + "\n";
    }
    String marked = chosen.group(1) + value + chosen.group(3);
    return WORD.matcher(old)
        .replaceAll(w -> Matcher.quoteReplacement(bare(w).equals(value) ? marked : bare(w)));
  }

  private static String bare(MatchResult word) {
    Matcher chosen = CHOSEN.matcher(word.group());
    return chosen.matches() ? chosen.group(2) : word.group();
  }

  @Override
  public boolean exists(String path) {
    return Files.exists(resolve(path));
  }

  @Override
  public List<String> list(String path) {
    try (Stream<Path> entries = Files.list(resolve(path))) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  @Override
  public Optional<FileError> writeObstacle(String path) {
    Path file = resolve(path);
    try {
      Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
      if (mode.stream().noneMatch(ANY_WRITE::contains)) {
        return Optional.of(FileError.READ_ONLY);
      }
      FileChannel.open(file, StandardOpenOption.WRITE).close();
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(explain(path, e).error());
    }
  }

  private Path resolve(String path) {
    Path inside = root.resolve(path.substring(path.startsWith("/") ? 1 : 0)).normalize();
    if (!inside.startsWith(root)) {
      throw new KernelFileException(path, FileError.ABSENT, "outside " + root);
    }
    return inside;
  }

  private static KernelFileException explain(String path, IOException e) {
    if (e instanceof NoSuchFileException) {
      return new KernelFileException(path, FileError.ABSENT, "no such file");
    }
    if (e instanceof AccessDeniedException) {
      return new KernelFileException(path, FileError.ACCESS_DENIED, "permission denied");
    }
    // Java keeps strerror's text where a system call failed, and no errno.
    String reason = e instanceof FileSystemException fse ? fse.getReason() : e.getMessage();
    String text = Objects.requireNonNullElse(reason, e.getClass().getSimpleName());
    String lower = text.toLowerCase(Locale.ROOT);
    return new KernelFileException(path, FileErrors.of(lower), lower);
  }
}
