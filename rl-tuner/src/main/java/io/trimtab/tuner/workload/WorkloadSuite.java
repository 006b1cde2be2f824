package io.trimtab.tuner.workload;

import io.trimtab.actuators.catalogue.Names;
import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.dataset.Executables;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The workloads that policies are trained on and evaluated with. They are data: to add one is to
 * add a line to {@code workloads.toml}, or to give a file of one's own. The same words run in a
 * guest and on a host.
 */
public final class WorkloadSuite {
  private static final String SHIPPED = "workloads.toml";

  private final List<SuiteEntry> entries;

  private WorkloadSuite(List<SuiteEntry> entries) {
    this.entries = List.copyOf(entries);
  }

  /** The suite that Trimtab ships. */
  public static WorkloadSuite shipped() {
    try (InputStream stream = WorkloadSuite.class.getResourceAsStream(SHIPPED)) {
      if (stream == null) {
        throw new IllegalStateException(SHIPPED + " is not on the class path");
      }
      return read(SHIPPED, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a suite from a file.
   *
   * @throws TunerException if it cannot be read, or with its line if it is malformed
   */
  public static WorkloadSuite read(Path file) {
    try {
      return read(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw TunerException.invalid(file + ": cannot be read: " + e.getMessage());
    }
  }

  /**
   * Reads a suite.
   *
   * @param source the file's name, for messages
   * @throws TunerException with file and line, if it is malformed
   */
  public static WorkloadSuite read(String source, String toml) {
    return new WorkloadSuite(WorkloadReader.read(source, toml));
  }

  /** All workloads with what they need, in the file's order. */
  public List<SuiteEntry> entries() {
    return entries;
  }

  /** All workloads, in the file's order. */
  public List<Workload> all() {
    return entries.stream().map(SuiteEntry::workload).toList();
  }

  /** The workloads that policies may be trained on. */
  public List<Workload> training() {
    return all().stream().filter(workload -> !workload.isHeldOut()).toList();
  }

  /** The workloads that are for evaluation alone. */
  public List<Workload> heldOut() {
    return all().stream().filter(Workload::isHeldOut).toList();
  }

  /** The families, in the file's order. */
  public Set<String> families() {
    Set<String> families = new LinkedHashSet<>();
    all().forEach(workload -> families.add(workload.family()));
    return families;
  }

  /** The workload of a name, if there is one. */
  public Optional<Workload> find(String name) {
    return all().stream().filter(workload -> workload.name().equals(name)).findFirst();
  }

  /**
   * The workload of a name.
   *
   * @throws TunerException naming the nearest names, if there is none
   */
  public Workload get(String name) {
    return find(name).orElseThrow(() -> unknown(name));
  }

  /**
   * The workloads that someone asks for, in the file's order: at least one.
   *
   * @param globs names, families and globs of names, separated by commas
   * @throws TunerException if a word matches none, naming the nearest names
   */
  public List<Workload> select(String globs) {
    Set<Workload> chosen = new LinkedHashSet<>();
    for (String word : globs.split(",")) {
      String glob = word.strip();
      if (glob.isEmpty()) {
        continue;
      }
      Pattern pattern = Names.glob(glob);
      List<Workload> matching =
          all().stream()
              .filter(w -> w.family().equals(glob) || pattern.matcher(w.name()).matches())
              .toList();
      if (matching.isEmpty()) {
        throw unknown(glob);
      }
      chosen.addAll(matching);
    }
    if (chosen.isEmpty()) {
      throw TunerException.invalid("no workload is named; there are " + families());
    }
    return all().stream().filter(chosen::contains).toList();
  }

  private TunerException unknown(String name) {
    List<String> known = new ArrayList<>(families());
    all().forEach(workload -> known.add(workload.name()));
    List<String> near = Names.nearest(name, known);
    return TunerException.invalid(
        "unknown workload \""
            + name
            + "\""
            + (near.isEmpty()
                ? "; families are " + String.join(", ", families())
                : "; did you mean " + String.join(" or ", near) + "?"));
  }

  /**
   * Why a workload cannot run on this host, and what to do about it; empty if it can.
   *
   * @param workload one of this suite
   * @param executables where the host's programs are
   */
  public Optional<String> obstacle(Workload workload, Executables executables) {
    for (SuiteEntry entry : entries) {
      if (!entry.workload().equals(workload)) {
        continue;
      }
      List<String> missing =
          entry.programs().stream().filter(name -> executables.find(name).isEmpty()).toList();
      if (!missing.isEmpty()) {
        return Optional.of(
            "needs "
                + String.join(", ", missing)
                + (entry.packages().isEmpty()
                    ? ""
                    : "; install with: apt-get install " + String.join(" ", entry.packages())));
      }
    }
    return Optional.empty();
  }
}
