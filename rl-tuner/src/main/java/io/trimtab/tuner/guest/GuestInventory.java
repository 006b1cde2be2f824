package io.trimtab.tuner.guest;

import io.trimtab.tuner.TunerException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What guests there are, and could be. */
public final class GuestInventory {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final GuestCache cache;
  private final HostPrograms programs;
  private final KernelStore kernels;

  GuestInventory(GuestCache cache, HostPrograms programs, KernelStore kernels) {
    this.cache = cache;
    this.programs = programs;
    this.kernels = kernels;
  }

  /**
   * A kernel.
   *
   * @param release such as {@code 6.1.0-56-cloud-amd64}
   * @param isOffered whether apt offers it
   * @param isCached whether it is in the cache
   */
  public record Kernel(String release, boolean isOffered, boolean isCached) {}

  /**
   * Something in the cache.
   *
   * @param name its directory below the cache, such as {@code roots/030332a2adfa4c5b}
   * @param bytes what it takes on the disk
   */
  public record Entry(String name, long bytes) {}

  /** The kernels that apt offers or that are in the cache, from old to new. */
  public List<Kernel> kernels() throws InterruptedException {
    List<String> offered = kernels.offered();
    List<String> cached = kernels.cached();
    TreeSet<String> all = new TreeSet<>(ReleaseOrder.OLD_TO_NEW);
    all.addAll(offered);
    all.addAll(cached);
    return all.stream()
        .map(release -> new Kernel(release, offered.contains(release), cached.contains(release)))
        .toList();
  }

  /** The kernels, images and saved guests in the cache. */
  public List<Entry> entries() throws InterruptedException {
    List<Entry> entries = new ArrayList<>();
    for (String kind : List.of("kernels", "roots", "saved")) {
      for (String name : cache.names(kind).sorted(ReleaseOrder.OLD_TO_NEW).toList()) {
        String entry = kind + "/" + name;
        entries.add(new Entry(entry, bytes(entry)));
      }
    }
    return entries;
  }

  /** Much of an image is holes, which only du knows of. */
  private long bytes(String entry) throws InterruptedException {
    String place = cache.directory().resolve(entry).toString();
    String told = programs.run(LIMIT, "du", List.of("-sk", place));
    try {
      return Long.parseLong(told.split("\\s", 2)[0]) << 10;
    } catch (NumberFormatException e) {
      throw new TunerException("du says of " + place + ": " + told.strip(), e);
    }
  }
}
