package io.trimtab.actuators.catalogue;

import io.trimtab.actuators.catalogue.Availability.Reason;
import io.trimtab.actuators.catalogue.Availability.Unavailable;
import io.trimtab.actuators.kernel.FileError;
import io.trimtab.actuators.kernel.KernelFileException;
import io.trimtab.actuators.kernel.KernelFiles;
import io.trimtab.actuators.kernel.KernelVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Asks a kernel which of the catalogue's tunables it has, with which range and value. */
final class Prober {
  private static final String DEBUGFS = "/sys/kernel/debug";

  /** The capability's number. */
  private static final int SYS_ADMIN = 21;

  private final KernelFiles files;
  private final KernelVersion kernel;
  private final boolean isAdmin;

  Prober(KernelFiles files) {
    this.files = files;
    this.kernel = KernelVersion.of(files);
    this.isAdmin = isAdmin(files);
  }

  List<Tunable> probe(List<CatalogueEntry> entries) {
    Expansion expansion = new Expansion(files);
    List<Tunable> tunables = new ArrayList<>();
    for (CatalogueEntry entry : entries) {
      for (Map<String, String> placeholders : expansion.of(entry)) {
        tunables.add(probe(entry, placeholders));
      }
    }
    return tunables;
  }

  private Tunable probe(CatalogueEntry entry, Map<String, String> placeholders) {
    Optional<Location> found =
        entry.locations().stream()
            .filter(location -> files.exists(Expansion.substitute(location.path(), placeholders)))
            .min(Comparator.comparing(location -> !location.expectedOn(kernel)));
    if (found.isPresent()) {
      String file = Expansion.substitute(found.get().path(), placeholders);
      return present(entry, placeholders, found.get(), file);
    }
    Location expected =
        entry.locations().stream()
            .filter(location -> location.expectedOn(kernel))
            .findFirst()
            .orElse(entry.locations().get(entry.locations().size() - 1));
    String file = Expansion.substitute(expected.path(), placeholders);
    return tunable(
        entry, placeholders, entry.type(), file, absent(entry, expected, file), Optional.empty());
  }

  private Tunable present(
      CatalogueEntry entry, Map<String, String> placeholders, Location location, String file) {
    ValueType type = narrowed(entry, location, placeholders);
    String text;
    try {
      text = files.read(file);
    } catch (KernelFileException e) {
      return tunable(entry, placeholders, type, file, obstacle(file, e.error()), Optional.empty());
    }
    Value value;
    try {
      if (type instanceof BracketedType bracketed) {
        type = bracketed.offeredBy(text);
      }
      value = type.parseKernel(text);
    } catch (IllegalArgumentException e) {
      Unavailable reason = new Unavailable(Reason.NOT_UNDERSTOOD, file + ": " + e.getMessage());
      return tunable(entry, placeholders, type, file, reason, Optional.empty());
    }
    Availability availability =
        files
            .writeObstacle(file)
            .<Availability>map(error -> obstacle(file, error))
            .orElseGet(() -> permitted(entry, file));
    return tunable(entry, placeholders, type, file, availability, Optional.of(value));
  }

  private Availability permitted(CatalogueEntry entry, String file) {
    return entry.wantsAdmin() && !isAdmin
        ? new Unavailable(
            Reason.NEEDS_ROOT,
            file + " wants CAP_SYS_ADMIN, which this process was started without")
        : new Availability.Available();
  }

  /** Whether this process has CAP_SYS_ADMIN, as far as is known. */
  private static boolean isAdmin(KernelFiles files) {
    try {
      return files
          .read("/proc/self/status")
          .lines()
          .filter(line -> line.startsWith("CapEff:"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .allMatch(mask -> (Long.parseUnsignedLong(mask, 16) >> SYS_ADMIN & 1) == 1);
    } catch (KernelFileException | NumberFormatException e) {
      return true;
    }
  }

  private ValueType narrowed(
      CatalogueEntry entry, Location location, Map<String, String> placeholders) {
    if (!(entry.type() instanceof NumberType number)) {
      return entry.type();
    }
    NumberType type =
        new NumberType(
            number.bytes(),
            location.min().orElse(number.min()),
            location.max().orElse(number.max()),
            number.scale(),
            number.unit(),
            number.special(),
            number.resets(),
            number.tolerance());
    if (entry.maxFile().isEmpty()) {
      return type;
    }
    try {
      String bound = files.read(Expansion.substitute(entry.maxFile().get(), placeholders));
      return type.cappedAt(Long.parseLong(ValueType.firstLine(bound)));
    } catch (KernelFileException | NumberFormatException e) {
      return type;
    }
  }

  private Unavailable absent(CatalogueEntry entry, Location expected, String file) {
    if (file.startsWith(DEBUGFS) && expected.expectedOn(kernel) && files.list(DEBUGFS).isEmpty()) {
      return new Unavailable(
          Reason.ABSENT,
          "debugfs is not mounted here; as root: mount -t debugfs debugfs " + DEBUGFS);
    }
    StringBuilder detail = new StringBuilder();
    detail
        .append(kernel.known() ? "Linux " + kernel : "this kernel")
        .append(" has no ")
        .append(file);
    if (!expected.expectedOn(kernel)) {
      expected
          .since()
          .filter(first -> kernel.compareTo(first) < 0)
          .ifPresent(first -> detail.append("; it came with ").append(first));
      expected
          .until()
          .filter(last -> kernel.compareTo(last) > 0)
          .ifPresent(last -> detail.append("; it went after ").append(last));
    }
    entry.successor().ifPresent(name -> detail.append("; see ").append(name));
    return new Unavailable(Reason.ABSENT, detail.toString());
  }

  private static Unavailable obstacle(String file, FileError error) {
    return switch (error) {
      case READ_ONLY ->
          new Unavailable(Reason.READ_ONLY, file + " cannot be written: read-only here");
      case ACCESS_DENIED ->
          new Unavailable(Reason.NEEDS_ROOT, file + " is for root; run trimtab with sudo");
      case NOT_PERMITTED ->
          new Unavailable(
              Reason.LOCKED_DOWN,
              file + " is refused even to root: the kernel is locked down (Secure Boot)");
      default -> new Unavailable(Reason.ABSENT, file + " cannot be opened");
    };
  }

  private static Tunable tunable(
      CatalogueEntry entry,
      Map<String, String> placeholders,
      ValueType type,
      String file,
      Availability availability,
      Optional<Value> value) {
    String name = Expansion.substitute(entry.name(), placeholders);
    List<Constraint> constraints =
        entry.constraints().stream().map(c -> substitute(c, placeholders)).toList();
    List<String> disturbs =
        entry.disturbs().stream().map(d -> Expansion.substitute(d, placeholders)).toList();
    return new Tunable(
        name,
        aliases(entry, placeholders, name),
        entry.summary(),
        type,
        file,
        entry.risk(),
        constraints,
        disturbs,
        entry.steady(),
        entry.release(),
        availability,
        value);
  }

  private static List<String> aliases(
      CatalogueEntry entry, Map<String, String> placeholders, String name) {
    Set<String> aliases = new LinkedHashSet<>();
    for (String alias : entry.aliases()) {
      aliases.add(Expansion.substitute(alias, placeholders));
    }
    for (Location location : entry.locations()) {
      String path = Expansion.substitute(location.path(), placeholders);
      if (path.startsWith("/proc/sys/")) {
        aliases.add(path.substring("/proc/sys/".length()).replace('/', '.'));
      }
      aliases.add(path);
    }
    aliases.remove(name);
    return List.copyOf(aliases);
  }

  private static Constraint substitute(Constraint constraint, Map<String, String> placeholders) {
    String other = Expansion.substitute(constraint.other(), placeholders);
    if (constraint instanceof Constraint.AtMost) {
      return new Constraint.AtMost(other);
    }
    return constraint instanceof Constraint.Below
        ? new Constraint.Below(other)
        : new Constraint.Twin(other);
  }
}
