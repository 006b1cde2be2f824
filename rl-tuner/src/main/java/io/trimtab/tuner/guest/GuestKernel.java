package io.trimtab.tuner.guest;

import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.files.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A kernel that can be booted.
 *
 * @param release such as {@code 6.1.0-56-cloud-amd64}
 * @param image the compressed kernel
 * @param modules the directory below which its modules are
 */
public record GuestKernel(String release, Path image, Path modules) {
  private static final String IMAGE = "vmlinuz-";

  /**
   * The kernel of a package that was extracted, not installed.
   *
   * @param root the directory that it was extracted to
   * @throws TunerException if there is none
   */
  public static GuestKernel in(Path root) {
    try (Stream<Path> files = Files.list(root.resolve("boot"))) {
      Path image =
          files
              .filter(file -> file.getFileName().toString().startsWith(IMAGE))
              .findFirst()
              .orElseThrow(() -> TunerException.invalid("no " + IMAGE + "* in " + root + "/boot"));
      String release = image.getFileName().toString().substring(IMAGE.length());
      Path modules =
          Stream.of("lib/modules", "usr/lib/modules")
              .map(directory -> root.resolve(directory).resolve(release))
              .filter(Files::isDirectory)
              .findFirst()
              .orElseThrow(
                  () -> TunerException.invalid("no modules of " + release + " in " + root));
      return new GuestKernel(release, image, modules);
    } catch (IOException e) {
      throw new TunerException("no kernel in " + root + ": " + Trees.reason(e), e);
    }
  }

  /** A module's file, plain or compressed with xz; empty if the kernel has it built in. */
  Optional<Path> module(String name) {
    List<String> names = List.of(name + ".ko", name + ".ko.xz");
    try (Stream<Path> files =
        Files.find(
            modules,
            Integer.MAX_VALUE,
            (file, attributes) -> names.contains(file.getFileName().toString()))) {
      return files.sorted().findFirst();
    } catch (IOException e) {
      throw new TunerException("cannot search " + modules + ": " + Trees.reason(e), e);
    }
  }
}
