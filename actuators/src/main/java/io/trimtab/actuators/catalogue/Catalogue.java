package io.trimtab.actuators.catalogue;

import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.kernel.KernelFileException;
import io.trimtab.actuators.kernel.KernelFiles;
import io.trimtab.actuators.region.RegionFile;
import io.trimtab.actuators.region.UnsafeRegions;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** The tunables of one machine, found by name, alias or glob. */
public final class Catalogue {
  private static final String UNSAFE = "/etc/trimtab/unsafe.toml";

  private final KernelFiles files;
  private final Map<String, Tunable> byName = new LinkedHashMap<>();
  private final Map<String, String> nameOfAlias = new HashMap<>();

  private Catalogue(KernelFiles files, List<Tunable> tunables) {
    this.files = files;
    for (Tunable tunable : tunables) {
      byName.put(tunable.name(), tunable);
      for (String alias : tunable.aliases()) {
        nameOfAlias.putIfAbsent(alias, tunable.name());
      }
    }
  }

  /** Probes the shipped catalogue's tunables against a kernel's files. */
  public static Catalogue probe(KernelFiles files) {
    return probe(files, CatalogueReader.shipped());
  }

  /** Probes the given entries against a kernel's files. */
  public static Catalogue probe(KernelFiles files, List<CatalogueEntry> entries) {
    return new Catalogue(files, new Prober(files).probe(entries));
  }

  /** The machine's memory in KiB; empty if it does not tell. */
  public OptionalLong memoryKb() {
    try {
      return files
          .read("/proc/meminfo")
          .lines()
          .filter(line -> line.startsWith("MemTotal:"))
          .map(line -> line.replaceAll("[^0-9]", ""))
          .filter(digits -> !digits.isEmpty() && digits.length() < 16)
          .mapToLong(Long::parseLong)
          .findFirst();
    } catch (KernelFileException e) {
      return OptionalLong.empty();
    }
  }

  /**
   * Where no plan may lead: the regions that ship with Trimtab, and those of the administrator's
   * file.
   *
   * @throws ActuatorException if that file is malformed
   */
  public UnsafeRegions unsafe() {
    UnsafeRegions shipped = UnsafeRegions.shipped();
    if (!files.exists(UNSAFE)) {
      return shipped;
    }
    return shipped.and(RegionFile.read(UNSAFE, files.read(UNSAFE)));
  }

  /** All tunables, in the catalogue's order, available or not. */
  public Collection<Tunable> all() {
    return List.copyOf(byName.values());
  }

  /** The tunable of this name or alias. */
  public Optional<Tunable> find(String nameOrAlias) {
    String name = nameOfAlias.getOrDefault(nameOrAlias, nameOrAlias);
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * The tunable of this name or alias.
   *
   * @throws ActuatorException naming the nearest names, when there is none
   */
  public Tunable get(String nameOrAlias) {
    return find(nameOrAlias)
        .orElseThrow(
            () -> {
              List<String> near = Names.nearest(nameOrAlias, byName.keySet());
              return ActuatorException.invalid(
                  "unknown tunable \""
                      + nameOrAlias
                      + "\""
                      + (near.isEmpty()
                          ? "; see trimtab tunables"
                          : "; did you mean " + String.join(" or ", near) + "?"));
            });
  }

  /** The tunables whose name or alias matches one of the comma-separated globs. */
  public List<Tunable> matching(String globs) {
    Pattern pattern = Names.glob(globs);
    return byName.values().stream()
        .filter(
            tunable ->
                pattern.matcher(tunable.name()).matches()
                    || tunable.aliases().stream().anyMatch(a -> pattern.matcher(a).matches()))
        .toList();
  }

  /**
   * The tunables that someone asks for by comma-separated globs: at least one.
   *
   * @throws ActuatorException when one without a wildcard is unknown, naming the nearest names, or
   *     when none matches
   */
  public List<Tunable> select(String globs) {
    for (String glob : globs.split(",")) {
      if (!glob.isBlank() && !Names.isPattern(glob)) {
        get(glob.strip());
      }
    }
    List<Tunable> matching = matching(globs);
    if (matching.isEmpty()) {
      throw ActuatorException.invalid("no tunable matches " + globs + "; see trimtab tunables");
    }
    return matching;
  }

  /**
   * The value in force now.
   *
   * @throws KernelFileException when the file cannot be read
   * @throws ActuatorException when its text is not of the tunable's form
   */
  public Value read(Tunable tunable) {
    String text = files.read(tunable.file());
    try {
      return tunable.type().parseKernel(text);
    } catch (IllegalArgumentException e) {
      throw new ActuatorException(
          ActuatorException.Kind.FAILED, tunable.name() + ": " + e.getMessage(), e);
    }
  }
}
