package io.trimtab.cli;

import com.google.gson.JsonArray;
import io.trimtab.actuators.catalogue.Availability;
import io.trimtab.actuators.catalogue.Catalogue;
import io.trimtab.actuators.catalogue.Constraint;
import io.trimtab.actuators.catalogue.NumberType;
import io.trimtab.actuators.catalogue.Tunable;
import io.trimtab.actuators.catalogue.ValueType;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the tunables and what can be done with them here. */
@Command(
    name = "tunables",
    mixinStandardHelpOptions = true,
    description = "List the kernel's tunables, their values here, and which can be turned.",
    footer = {"", "Example:", "  trimtab tunables 'block.*,vm.dirty*'"})
final class TunablesCommand implements Runnable {

  @Parameters(
      arity = "0..1",
      paramLabel = "GLOB",
      description = "Names to list, with * and ?, separated by commas (default: all).")
  private String glob = "*";

  @Option(names = "--json", description = "Print an array of objects.")
  private boolean json;

  @Option(names = "--available", description = "Only those that can be turned here.")
  private boolean available;

  @Mixin private HostOptions host;

  @Override
  public void run() {
    List<Tunable> tunables =
        host.catalogue().select(glob).stream()
            .filter(tunable -> !available || tunable.isAvailable())
            .toList();
    if (json) {
      JsonArray array = new JsonArray();
      tunables.forEach(tunable -> array.add(TunableJson.of(tunable)));
      host.out().println(Json.text(array));
      return;
    }
    TextTable table = new TextTable("NAME", "VALUE", "RANGE", "RISK", "AVAILABLE");
    for (Tunable tunable : tunables) {
      table.row(
          tunable.name(),
          value(tunable),
          tunable.type().rangeText(),
          Words.of(tunable.risk()),
          tunable.availability() instanceof Availability.Unavailable no
              ? "no: " + no.reason().word()
              : "yes");
    }
    table.print(host.out());
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description =
          "Show one tunable: what it does, its range, and why it can or cannot be turned.",
      footer = {"", "Example:", "  trimtab tunables show vm.swappiness"})
  void show(
      @Parameters(paramLabel = "NAME", description = "A name, an old sysctl name, or the path.")
          String name,
      @Option(names = "--json", description = "Print an object.") boolean asJson,
      @Mixin HostOptions own) {
    HostOptions where = own.isLive() ? host : own; // --root may stand before "show" as well
    Catalogue catalogue = where.catalogue();
    Tunable tunable = catalogue.get(name);
    PrintWriter out = where.out();
    if (asJson || json) {
      out.println(Json.text(TunableJson.of(tunable)));
      return;
    }
    out.println(tunable.name() + " = " + value(tunable));
    out.println("  " + tunable.summary());
    TextTable table = new TextTable("", "");
    table.row("  type", tunable.type().word());
    table.row("  range", range(tunable.type()));
    if (tunable.type() instanceof NumberType number && !number.special().isEmpty()) {
      table.row("  special values", join(number.special()));
    }
    table.row("  scale", Words.of(tunable.type().scale()));
    table.row("  risk", Words.of(tunable.risk()));
    table.row("  file", tunable.file());
    table.row("  also known as", String.join(", ", tunable.aliases()));
    for (Constraint constraint : tunable.constraints()) {
      table.row("  constraint", TunableJson.text(constraint));
    }
    if (!tunable.disturbs().isEmpty()) {
      table.row("  disturbs", String.join(", ", tunable.disturbs()));
    }
    table.row(
        "  available",
        tunable.availability() instanceof Availability.Unavailable no
            ? "no (" + no.reason().word() + "): " + no.detail()
            : "yes");
    table.print(out);
  }

  private static String range(ValueType type) {
    return type instanceof NumberType number && number.bytes()
        ? type.rangeText()
            + " ("
            + Sizes.text(number.min())
            + " to "
            + Sizes.text(number.max())
            + ")"
        : type.rangeText();
  }

  private static String join(List<Long> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private static String value(Tunable tunable) {
    return tunable.probed().map(value -> value.text()).orElse("-");
  }
}
