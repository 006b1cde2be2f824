package io.trimtab.fuzz.testbed;

import io.trimtab.fuzz.FuzzException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Builds the kernel with coverage from Debian's source, once: it is kept under the version of its
 * source and a digest of its configuration, its patches and the compiler.
 */
public final class KernelBuild {
  static final String PREFIX = "uml-";

  /** What the last build said. */
  private static final String LOG = "build.log";

  private static final long SPACE = 4L << 30;

  /** How many lines make prints, about; the share that is done is counted by them. */
  private static final int LINES = 1600;

  private static final double DOWNLOADED = 0.03;
  private static final double EXTRACTED = 0.08;
  private static final Pattern CANDIDATE = Pattern.compile("(?m)^ *Candidate: (\\S+)$");

  /** Only the archive within the package is extracted, and it is not kept. */
  private static final String EXTRACT =
      "dpkg-deb --fsys-tarfile linux-source-*.deb"
          + " | tar --extract --to-stdout --wildcards './usr/src/linux-source-*.tar.xz'"
          + " | tar --extract --xz --strip-components=1 --directory source";

  private final TestbedCache cache;
  private final HostTools tools;
  private final KernelRecipe recipe;
  private final BuildProgress progress;

  /**
   * @param path where programs are looked for, as in the variable {@code PATH}
   */
  public KernelBuild(TestbedCache cache, String path, BuildProgress progress) {
    this(cache, new HostTools(path), KernelRecipe.current(), progress);
  }

  KernelBuild(TestbedCache cache, HostTools tools, KernelRecipe recipe, BuildProgress progress) {
    this.cache = cache;
    this.tools = tools;
    this.recipe = recipe;
    this.progress = progress;
  }

  /** Kernels that have been built, the one that was built last at the end. */
  public List<KernelImage> built() {
    return cache.names().stream()
        .filter(name -> name.startsWith(PREFIX))
        .flatMap(name -> cache.find(name).stream())
        .map(KernelImage::in)
        .sorted(Comparator.comparing(KernelBuild::age).reversed())
        .toList();
  }

  private static long age(KernelImage kernel) {
    return -kernel.program().toFile().lastModified();
  }

  /**
   * The kernel that was built last of those that are built as this program builds them: with its
   * configuration and patches, and this machine's compiler. Where there is no compiler, of all.
   */
  public Optional<KernelImage> latest() throws InterruptedException {
    String ending = tools.find("gcc").isEmpty() ? "" : "-" + digest();
    return built().stream()
        .filter(kernel -> kernel.name().endsWith(ending))
        .reduce((first, second) -> second);
  }

  private String digest() throws InterruptedException {
    return recipe.digest(tools.output("gcc", "--version"));
  }

  /**
   * The kernel of the newest source that apt offers; built if it is not there, which takes some
   * minutes.
   *
   * @throws FuzzException with what has to be installed if anything is missing, or with the last
   *     lines of the step that failed
   */
  public KernelImage get() throws InterruptedException {
    requireHost();
    String name = PREFIX + sourceVersion() + "-" + digest();
    return KernelImage.in(cache.get(name, this::build));
  }

  private void requireHost() {
    if (!System.getProperty("os.arch").equals("amd64")) {
      throw FuzzException.unavailable("a kernel with coverage is built on x86-64 alone");
    }
    boolean hasHeaders = Files.exists(Path.of("/usr/include/stdio.h"));
    tools.require(
        "building a kernel", HostTools.BUILD, hasHeaders ? List.of() : List.of("libc6-dev"));
  }

  private String sourceVersion() throws InterruptedException {
    String policy = tools.output("apt-cache", "policy", recipe.sourcePackage());
    Matcher candidate = CANDIDATE.matcher(policy);
    if (!candidate.find() || candidate.group(1).equals("(none)")) {
      throw FuzzException.unavailable(
          ("apt offers no %s: add a suite that has it (Debian 12: bookworm-security or"
                  + " bookworm-backports), then: sudo apt-get update")
              .formatted(recipe.sourcePackage()));
    }
    return candidate.group(1);
  }

  private void build(Path place) throws IOException, InterruptedException {
    cache.requireSpace(SPACE);
    Path source = Files.createDirectories(place.resolve("work/source"));
    Path work = place.resolve("work");
    Path log = cache.directory().resolve(LOG);
    Files.deleteIfExists(log);
    progress.at("downloading " + recipe.sourcePackage(), 0);
    tools.run(
        work,
        log,
        line -> {},
        "apt-get",
        "-qq",
        "-o",
        "APT::Sandbox::User=root",
        "download",
        recipe.sourcePackage());
    progress.at("extracting the source", DOWNLOADED);
    tools.run(work, log, line -> {}, "sh", "-e", "-c", EXTRACT);
    patch(source, log);
    progress.at("configuring the kernel", EXTRACTED);
    configure(source, log);
    compile(source, log);
    Files.copy(source.resolve("linux"), place.resolve(KernelImage.FILE));
    Files.copy(source.resolve(".config"), place.resolve("config"));
    progress.at("deleting the source", 1);
    Trees.delete(work);
  }

  private void patch(Path source, Path log) throws IOException, InterruptedException {
    for (String patch : recipe.patches()) {
      Path file = Files.writeString(source.resolveSibling("patch"), patch);
      tools.run(
          source, log, line -> {}, "patch", "-p1", "--batch", "--fuzz=2", "-i", file.toString());
    }
  }

  private void configure(Path source, Path log) throws IOException, InterruptedException {
    make(source, log, "x86_64_defconfig");
    Path config = source.resolve(".config");
    // Of two lines for an option, the later counts.
    Files.writeString(config, recipe.config(), StandardOpenOption.APPEND);
    make(source, log, "olddefconfig");
    List<String> unmet =
        KernelConfig.unmet(recipe.config(), Files.readString(config, StandardCharsets.UTF_8));
    if (!unmet.isEmpty()) {
      throw FuzzException.failed(
          "the kernel does not take these settings: " + String.join(", ", unmet));
    }
  }

  private void make(Path source, Path log, String target) throws InterruptedException {
    tools.run(source, log, line -> {}, "make", "ARCH=um", target);
  }

  private void compile(Path source, Path log) throws InterruptedException {
    int jobs = Runtime.getRuntime().availableProcessors();
    List<String> words = new ArrayList<>(List.of("nice", "make", "ARCH=um", "-j" + jobs));
    // The same source gives the same kernel, whoever builds it and when.
    Map.of("USER", "trimtab", "HOST", "trimtab", "TIMESTAMP", "1970-01-01")
        .forEach((name, value) -> words.add("KBUILD_BUILD_" + name + "=" + value));
    words.addAll(recipe.makeVariables());
    words.add("linux");
    int[] lines = {0};
    tools.run(
        source,
        log,
        line -> {
          double share = Math.min(1, ++lines[0] / (double) LINES);
          progress.at("compiling", EXTRACTED + (1 - EXTRACTED) * share);
        },
        words.toArray(String[]::new));
  }
}
