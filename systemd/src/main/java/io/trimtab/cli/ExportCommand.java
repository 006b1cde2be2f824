package io.trimtab.cli;

import io.trimtab.actuators.catalogue.Catalogue;
import io.trimtab.actuators.catalogue.Tunable;
import io.trimtab.actuators.catalogue.Value;
import io.trimtab.actuators.journal.Journal;
import io.trimtab.actuators.journal.JournalEntry;
import io.trimtab.actuators.journal.JournalTransaction;
import io.trimtab.actuators.journal.TransactionState;
import io.trimtab.actuators.transaction.Configuration;
import io.trimtab.actuators.transaction.Export;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints values in a form that outlives a reboot. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description =
        "Print what Trimtab keeps here, or the values that match GLOB, for use after a reboot.",
    footer = {
      "",
      "Example:",
      "  sudo trimtab export --sysctl-d | sudo tee /etc/sysctl.d/60-trimtab.conf"
    })
final class ExportCommand implements Callable<Integer> {

  /** The form. */
  static final class Form {
    @Option(names = "--sysctl-d", required = true, description = "Lines for /etc/sysctl.d.")
    boolean sysctlD;

    @Option(names = "--toml", required = true, description = "TOML for trimtab apply.")
    boolean toml;
  }

  @ArgGroup(multiplicity = "1")
  private Form form = new Form();

  @Parameters(
      arity = "0..1",
      paramLabel = "GLOB",
      description = "Export the present values of these instead.")
  private @Nullable String glob;

  @Mixin private HostOptions host;

  @Override
  public Integer call() {
    Catalogue catalogue = host.catalogue();
    Map<String, Value> values = new LinkedHashMap<>();
    for (Tunable tunable : chosen(catalogue)) {
      tunable.probed().ifPresent(value -> values.put(tunable.name(), value));
    }
    if (values.isEmpty()) {
      host.err()
          .println(
              glob == null
                  ? "trimtab: nothing is kept here; name tunables to export their values"
                  : "trimtab: none of " + glob + " can be turned here");
      return ExitCode.DONE;
    }
    Configuration configuration = new Configuration(values);
    Export export = new Export(catalogue);
    host.out().print(form.sysctlD ? export.sysctlD(configuration) : export.toml(configuration));
    host.out().flush();
    return ExitCode.DONE;
  }

  private List<Tunable> chosen(Catalogue catalogue) {
    if (glob != null) {
      return catalogue.select(glob).stream()
          .filter(tunable -> tunable.isAvailable() && !isZeroedTwin(tunable, catalogue))
          .toList();
    }
    Set<String> kept = new LinkedHashSet<>();
    Optional<Journal> journal = Journal.openForReading(host.paths().journal());
    if (journal.isPresent()) {
      try (Journal open = journal.get()) {
        for (JournalTransaction transaction : open.active()) {
          if (transaction.state() == TransactionState.COMMITTED) {
            transaction.entries().stream()
                .filter(entry -> !entry.implied())
                .map(JournalEntry::tunable)
                .forEach(kept::add);
          }
        }
      }
    }
    return kept.stream().flatMap(name -> catalogue.find(name).stream()).toList();
  }

  /** Zero says that the other twin is in force; written back, it would be refused. */
  private static boolean isZeroedTwin(Tunable tunable, Catalogue catalogue) {
    boolean isZero = tunable.probed().filter(new Value.Number(0)::equals).isPresent();
    return isZero
        && (tunable.twin().isPresent()
            || catalogue.all().stream()
                .anyMatch(other -> other.twin().filter(tunable.name()::equals).isPresent()));
  }
}
