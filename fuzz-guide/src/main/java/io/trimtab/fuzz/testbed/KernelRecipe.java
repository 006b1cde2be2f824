package io.trimtab.fuzz.testbed;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * How a kernel with coverage is made of Debian's source: User Mode Linux, which is a process and
 * needs no hardware for virtual machines.
 *
 * @param sourcePackage the Debian package with the source
 * @param config what is changed in the default configuration, as lines of a {@code .config}
 * @param patches what is changed in the source
 * @param uninstrumented objects that must not report coverage: they run before there is a current
 *     task, or in the host's own context
 */
record KernelRecipe(
    String sourcePackage, String config, List<String> patches, List<String> uninstrumented) {
  private static final String SOURCE = "linux-source-6.12";

  private static final List<String> UNINSTRUMENTED =
      List.of(
          "vsprintf string ctype cmdline um_arch hexdump physmem mem skas_process kstrtox",
          "string_helpers bitmap find_bit process tlb irq sigio time trap kmsg_dump initrd",
          "load_file exec");

  /** The recipe that is built. */
  static KernelRecipe current() {
    List<String> objects = List.of(String.join(" ", UNINSTRUMENTED).split(" "));
    return new KernelRecipe(
        SOURCE,
        resource("uml.config"),
        List.of(
            resource("um-exitkill.patch"),
            resource("um-fork.patch"),
            resource("um-input.patch"),
            resource("um-registers.patch"),
            resource("um-reuse.patch"),
            resource("um-throttle.patch"),
            resource("um-xstate.patch")),
        objects);
  }

  /** What make is told, so that some objects are not instrumented. */
  List<String> makeVariables() {
    return uninstrumented.stream().map(name -> "KCOV_INSTRUMENT_" + name + ".o=n").toList();
  }

  /**
   * What kernels of this recipe are told apart by.
   *
   * @param compiler its full version
   */
  String digest(String compiler) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(String.join("\0", config, compiler).getBytes(StandardCharsets.UTF_8));
      patches.forEach(patch -> digest.update(patch.getBytes(StandardCharsets.UTF_8)));
      makeVariables().forEach(name -> digest.update(name.getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(digest.digest()).substring(0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = KernelRecipe.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not in this program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
