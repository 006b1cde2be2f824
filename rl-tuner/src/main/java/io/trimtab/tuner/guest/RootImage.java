package io.trimtab.tuner.guest;

import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.files.Trees;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The guests' system: Debian's files, a Java runtime, libbpf and the workloads' programs. It is for
 * running programs as root, not for logging in: no service runs in it.
 */
public final class RootImage {
  /** Changes with what {@link #build} does: an older image is then not used any more. */
  private static final int RECIPE = 4;

  /** What building it needs on the way. */
  private static final long ROOM = 3L << 30;

  private static final List<String> PACKAGES =
      List.of(
          "base-files",
          "base-passwd",
          "bash",
          "coreutils",
          "dash",
          "grep",
          "libc-bin",
          "mawk",
          "mount",
          "procps",
          "sed",
          "util-linux",
          "default-jre-headless",
          "libbpf1",
          "fio",
          "rt-tests",
          "stress-ng",
          "sysbench",
          "linux-perf",
          "make",
          "sqlite3",
          "tcc");

  /** What no program in a guest reads; two fifths of all files. */
  private static final List<String> LEFT_OUT =
      List.of(
          "usr/share/bug",
          "usr/share/doc",
          "usr/share/fonts",
          "usr/share/icons",
          "usr/share/info",
          "usr/share/lintian",
          "usr/share/locale",
          "usr/share/man");

  private static final List<String> MERGED = List.of("bin", "sbin", "lib", "lib64");
  private static final List<String> MOUNT_POINTS =
      List.of("dev", "proc", "sys", "run", "tmp", "opt/trimtab");

  private final GuestCache cache;
  private final HostPrograms programs;
  private final GuestProgress progress;

  public RootImage(GuestCache cache, HostPrograms programs, GuestProgress progress) {
    this.cache = cache;
    this.programs = programs;
    this.progress = progress;
  }

  /**
   * The image's file; built if it is not in the cache, which takes a minute or two and downloads
   * some 140 MB. Beside it is {@code packages}, the packages and versions that it is made of.
   *
   * @throws TunerException if a package cannot be had
   */
  public Path get() throws InterruptedException {
    return cache.get(entry(), this::build).resolve("root.ext4");
  }

  /** What it is made of: the recipe, and each package with its version. */
  String identity() throws InterruptedException {
    Path packages = get().resolveSibling("packages");
    try {
      return entry() + "\n" + Files.readString(packages);
    } catch (IOException e) {
      throw new TunerException("cannot read " + packages + ": " + Trees.reason(e), e);
    }
  }

  /** Whether the image is in the cache. */
  public boolean isBuilt() {
    return cache.find(entry()).isPresent();
  }

  private static String entry() {
    String recipe = RECIPE + " " + String.join(" ", PACKAGES);
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(recipe.getBytes(StandardCharsets.UTF_8));
      return "roots/" + HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  private void build(Path place) throws IOException, InterruptedException {
    cache.requireSpace(ROOM);
    Path work = Files.createDirectory(place.resolve("work"));
    Path root = Files.createDirectory(work.resolve("root"));
    Debs debs = new Debs(programs);
    progress.step("downloading Debian's packages");
    List<Path> files = debs.download(PACKAGES, work);
    Files.write(
        place.resolve("packages"), files.stream().map(f -> f.getFileName().toString()).toList());
    progress.step("extracting " + files.size() + " packages");
    // Debian's /bin is /usr/bin; the packages of Debian 12 rely on it, but do not make it so.
    for (String merged : MERGED) {
      Files.createDirectories(root.resolve("usr").resolve(merged));
      Files.createSymbolicLink(root.resolve(merged), Path.of("usr", merged));
    }
    debs.extract(files, root, LEFT_OUT, work);
    progress.step("making the image");
    configure(root);
    new Ext4Image(programs).make(root, "root", place.resolve("root.ext4"));
    Trees.delete(work);
  }

  /** What the packages' scripts would have done, as far as it is of use here. */
  private static void configure(Path root) throws IOException {
    for (String directory : MOUNT_POINTS) {
      Files.createDirectories(root.resolve(directory));
    }
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path masters = root.resolve("usr/share/base-passwd");
    Files.copy(masters.resolve("passwd.master"), root.resolve("etc/passwd"));
    Files.copy(masters.resolve("group.master"), root.resolve("etc/group"));
    Files.writeString(root.resolve("etc/hostname"), "guest\n");
    Files.writeString(root.resolve("etc/hosts"), "127.0.0.1 localhost guest\n");
    Files.createSymbolicLink(root.resolve("etc/mtab"), Path.of("/proc/self/mounts"));
    link(root, "usr/bin/awk", "usr/bin/mawk");
    try (DirectoryStream<Path> javas =
        Files.newDirectoryStream(root.resolve("usr/lib/jvm"), "java-*-openjdk-*")) {
      for (Path java : javas) {
        link(root, "usr/bin/java", root.relativize(java) + "/bin/java");
        break;
      }
    }
  }

  private static void link(Path root, String name, String target) throws IOException {
    Path link = root.resolve(name);
    if (!Files.exists(link)) {
      Files.createSymbolicLink(link, Path.of("/" + target));
    }
  }

  /** One of the scripts that ship with this class. */
  static byte[] script(String name) {
    try (InputStream in = RootImage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new TunerException(name + " is not in this build");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new TunerException("cannot read " + name + ": " + e.getMessage(), e);
    }
  }
}
