package io.trimtab.tuner.guest;

import io.trimtab.actuators.catalogue.Names;
import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.files.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Debian's kernels for virtual machines, as apt offers them to this host. They are downloaded and
 * extracted, not installed; apt checks signatures and digests.
 */
public final class KernelStore {
  private static final String KIND = "kernels";
  private static final Pattern CLOUD =
      Pattern.compile("linux-image-(\\d[0-9a-z.+~-]*-cloud-amd64)-unsigned");
  private static final String PACKAGE = "linux-image-%s-unsigned";
  private static final Duration QUERY = Duration.ofMinutes(1);
  private static final Duration DOWNLOAD = Duration.ofMinutes(10);

  private final GuestCache cache;
  private final HostPrograms programs;
  private final GuestProgress progress;

  public KernelStore(GuestCache cache, HostPrograms programs, GuestProgress progress) {
    this.cache = cache;
    this.programs = programs;
    this.progress = progress;
  }

  /**
   * The newest kernel of a series that is in the cache; if none is, the newest that apt offers.
   *
   * @param series such as {@code 6.1}, or a whole release
   * @throws TunerException if apt offers none, with those that it does, or cannot download it
   */
  public GuestKernel get(String series) throws InterruptedException {
    Optional<String> cached = cached().stream().filter(r -> isOf(series, r)).reduce((a, b) -> b);
    return fetch(cached.isPresent() ? cached.get() : newest(series));
  }

  /** The newest release of a series that apt offers. */
  public String newest(String series) throws InterruptedException {
    List<String> offered = offered();
    Optional<String> newest =
        offered.stream().filter(release -> isOf(series, release)).max(ReleaseOrder.OLD_TO_NEW);
    return newest.orElseThrow(() -> unknown(series, offered));
  }

  private static TunerException unknown(String series, List<String> offered) {
    if (offered.isEmpty()) {
      return TunerException.unavailable(
          ("apt offers no " + PACKAGE).formatted("*-cloud-amd64")
              + ": add a suite that has it (Debian 12: bookworm, bookworm-security) and run"
              + " apt-get update");
    }
    List<String> near = Names.nearest(series, offered);
    return TunerException.unavailable(
        "apt offers no kernel \"%s\" for guests; %s"
            .formatted(
                series,
                near.isEmpty()
                    ? "there are " + String.join(", ", seriesOf(offered))
                    : "did you mean " + String.join(" or ", near) + "?"));
  }

  private static List<String> seriesOf(List<String> releases) {
    return releases.stream().map(KernelStore::series).distinct().toList();
  }

  /** A release's series: 6.1 of 6.1.0-56-cloud-amd64. */
  private static String series(String release) {
    return release.replaceFirst("^(\\d+\\.\\d+).*", "$1");
  }

  /** The releases that apt offers, from old to new. */
  public List<String> offered() throws InterruptedException {
    String names = programs.run(QUERY, "apt-cache", List.of("pkgnames", "linux-image-"));
    return releases(names.lines().toList());
  }

  /** The newest release of a series among names of packages. */
  static Optional<String> newest(String series, Collection<String> names) {
    return releases(names).stream()
        .filter(release -> isOf(series, release))
        .max(ReleaseOrder.OLD_TO_NEW);
  }

  private static List<String> releases(Collection<String> names) {
    return names.stream()
        .map(CLOUD::matcher)
        .filter(Matcher::matches)
        .map(name -> name.group(1))
        .sorted(ReleaseOrder.OLD_TO_NEW)
        .toList();
  }

  /** Releases that are in the cache, from old to new. */
  public List<String> cached() {
    return cache.names(KIND).sorted(ReleaseOrder.OLD_TO_NEW).toList();
  }

  private static boolean isOf(String series, String release) {
    return release.equals(series) || release.startsWith(series + ".");
  }

  /** A kernel by its release, downloaded if it is not in the cache. */
  public GuestKernel fetch(String release) throws InterruptedException {
    return GuestKernel.in(cache.get(KIND + "/" + release, place -> download(release, place)));
  }

  private void download(String release, Path place) throws IOException, InterruptedException {
    String name = PACKAGE.formatted(release);
    progress.step("downloading " + name);
    Path work = Files.createDirectory(place.resolve("download"));
    // apt-get download writes to its working directory, and has no option for another.
    programs.run(
        DOWNLOAD,
        "env",
        List.of(
            "--chdir=" + work,
            programs.get("apt-get").toString(),
            "-qq",
            "-o",
            "APT::Sandbox::User=root",
            "download",
            name));
    try (Stream<Path> files = Files.list(work)) {
      for (Path file : files.toList()) {
        programs.run(QUERY, "dpkg", List.of("-x", file.toString(), place.toString()));
      }
    }
    Trees.delete(work);
    Trees.delete(place.resolve("usr/share"));
  }
}
