package io.trimtab.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.catalogue.Availability.Unavailable;
import io.trimtab.actuators.catalogue.Catalogue;
import io.trimtab.actuators.catalogue.Tunable;
import io.trimtab.actuators.journal.Journal;
import io.trimtab.actuators.journal.JournalTransaction;
import io.trimtab.collector.Finding;
import io.trimtab.collector.HostProbe;
import io.trimtab.collector.Level;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what works on this machine, what does not, why, and how to get it. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Say what works on this machine, what does not, why, and how to get it.",
    footer = {"", "Example:", "  sudo trimtab doctor"})
final class DoctorCommand implements Runnable {

  @Option(names = "--json", description = "Print an object.")
  private boolean json;

  @Mixin private HostOptions host;

  @Override
  public void run() {
    HostProbe probe = new HostProbe(host.root());
    // Trying the eBPF programs takes as long as reading all tunables: both at once.
    CompletableFuture<List<Finding>> facts = CompletableFuture.supplyAsync(probe::findings);
    Catalogue catalogue = host.catalogue();
    List<Finding> findings = new ArrayList<>(facts.join());
    findings.add(tunables(catalogue));
    findings.add(journal());
    if (json) {
      host.out().println(Json.text(json(probe, catalogue, findings)));
      return;
    }
    print(probe, catalogue, findings);
    host.out().flush();
  }

  private void print(HostProbe probe, Catalogue catalogue, List<Finding> findings) {
    PrintWriter out = host.out();
    out.println("Level: " + probe.level().word() + " (" + sees(probe.level()) + ")");
    out.println();
    TextTable table = new TextTable("", "", "");
    for (Finding finding : findings) {
      table.row(finding.isOk() ? "ok" : "--", finding.name(), finding.detail());
      if (!finding.isOk()) {
        table.row("", "", "to get it: " + finding.fix());
      }
    }
    table.print(out);
    Map<String, List<String>> obstacles = new TreeMap<>();
    for (Tunable tunable : catalogue.all()) {
      if (tunable.availability() instanceof Unavailable no) {
        obstacles
            .computeIfAbsent(no.reason().word(), reason -> new ArrayList<>())
            .add(tunable.name());
      }
    }
    if (!obstacles.isEmpty()) {
      out.println();
      out.println(Ansi.AUTO.string("@|bold Cannot be turned here|@"));
      obstacles.forEach(
          (reason, names) -> {
            out.println("  " + reason + " (" + names.size() + "):");
            Paragraph.print(String.join(", ", names), "    ", out);
          });
      out.println("trimtab tunables show NAME tells why, and what to use instead.");
    }
  }

  private static String sees(Level level) {
    return switch (level) {
      case FULL -> "/proc, /sys and eBPF";
      case PROC -> "/proc and /sys alone";
    };
  }

  private static Finding tunables(Catalogue catalogue) {
    long available = catalogue.all().stream().filter(Tunable::isAvailable).count();
    String detail = available + " of " + catalogue.all().size() + " can be turned here";
    boolean needsRoot =
        catalogue.all().stream()
            .anyMatch(
                tunable ->
                    tunable.availability() instanceof Unavailable no
                        && no.reason().word().equals("needs-root"));
    return needsRoot
        ? Finding.missing("tunables", detail, "run trimtab with sudo")
        : Finding.ok("tunables", detail);
  }

  private Finding journal() {
    String file = host.paths().journal().toString();
    try {
      Optional<Journal> journal = Journal.openForReading(host.paths().journal());
      if (journal.isEmpty()) {
        return isToBeMade(host.paths().journal())
            ? Finding.ok("journal", file + " (made by the first write)")
            : Finding.missing(
                "journal",
                file + " cannot be made",
                "run trimtab with sudo, or choose a place with --state DIR");
      }
      try (Journal open = journal.get()) {
        List<JournalTransaction> active = open.active();
        Instant now = Instant.now();
        long left = active.stream().filter(transaction -> transaction.isExpired(now)).count();
        return left > 0
            ? Finding.missing(
                "journal", left + " left behind by a dead writer", "sudo trimtab rollback --all")
            : Finding.ok(
                "journal",
                file
                    + ", "
                    + active.size()
                    + " active transaction"
                    + (active.size() == 1 ? "" : "s"));
      }
    } catch (ActuatorException e) {
      return Finding.missing(
          "journal", e.getMessage(), "run trimtab with sudo, or use --state DIR");
    }
  }

  /** Whether the first directory on the way to the file that exists can be written in. */
  private static boolean isToBeMade(Path file) {
    Path directory = file.toAbsolutePath().getParent();
    while (directory != null && !Files.exists(directory)) {
      directory = directory.getParent();
    }
    return directory != null && Files.isDirectory(directory) && Files.isWritable(directory);
  }

  private static JsonObject json(HostProbe probe, Catalogue catalogue, List<Finding> findings) {
    JsonObject object = new JsonObject();
    object.addProperty("level", probe.level().word());
    object.addProperty("kernel", probe.kernelRelease());
    JsonArray checks = new JsonArray();
    for (Finding finding : findings) {
      JsonObject check = new JsonObject();
      check.addProperty("name", finding.name());
      check.addProperty("ok", finding.isOk());
      check.addProperty("detail", finding.detail());
      check.addProperty("fix", finding.isOk() ? null : finding.fix());
      checks.add(check);
    }
    object.add("checks", checks);
    JsonObject tunables = new JsonObject();
    tunables.addProperty("total", catalogue.all().size());
    tunables.addProperty(
        "available", catalogue.all().stream().filter(Tunable::isAvailable).count());
    JsonArray unavailable = new JsonArray();
    for (Tunable tunable : catalogue.all()) {
      if (tunable.availability() instanceof Unavailable no) {
        JsonObject item = new JsonObject();
        item.addProperty("name", tunable.name());
        item.addProperty("reason", no.reason().word());
        item.addProperty("detail", no.detail());
        unavailable.add(item);
      }
    }
    tunables.add("unavailable", unavailable);
    object.add("tunables", tunables);
    return object;
  }
}
