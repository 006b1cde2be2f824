package io.trimtab.tuner.guest;

import io.trimtab.tuner.TunerException;
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
   * @param series such as {@code 6.1}
   * @throws TunerException if apt offers none, or cannot download it
   */
  public GuestKernel get(String series) throws InterruptedException {
    Optional<String> cached = cached().stream().filter(r -> isOf(series, r)).reduce((a, b) -> b);
    return fetch(cached.isPresent() ? cached.get() : newest(series));
  }

  /** The newest release of a series that apt offers. */
  public String newest(String series) throws InterruptedException {
    String names =
        programs.run(QUERY, "apt-cache", List.of("pkgnames", "linux-image-" + series + "."));
    return newest(series, names.lines().toList())
        .orElseThrow(
            () ->
                TunerException.unavailable(
                    ("apt offers no " + PACKAGE).formatted(series + ".*-cloud-amd64")
                        + ": add a suite that has it (Debian 12: bookworm, bookworm-security) and"
                        + " run apt-get update"));
  }

  /** The newest release of a series among names of packages. */
  static Optional<String> newest(String series, Collection<String> names) {
    Pattern cloud = Pattern.compile("linux-image-(\\d[0-9a-z.+~-]*-cloud-amd64)-unsigned");
    return names.stream()
        .map(cloud::matcher)
        .filter(Matcher::matches)
        .map(name -> name.group(1))
        .filter(release -> isOf(series, release))
        .max(ReleaseOrder.OLD_TO_NEW);
  }

  /** Releases that are in the cache, from old to new. */
  public List<String> cached() {
    return cache.names(KIND).sorted(ReleaseOrder.OLD_TO_NEW).toList();
  }

  private static boolean isOf(String series, String release) {
    return release.startsWith(series + ".");
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
