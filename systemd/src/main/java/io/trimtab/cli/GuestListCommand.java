package io.trimtab.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.trimtab.tuner.guest.GuestInventory;
import io.trimtab.tuner.guest.GuestLab;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists kernels and what is built. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "List the kernels that apt offers for guests, and what is built.",
    footer = {"", "Example:", "  trimtab guest list --json"})
final class GuestListCommand implements Callable<Integer> {
  private static final long MIB = 1L << 20;

  @Option(names = "--json", description = "Print an object.")
  private boolean json;

  @Mixin private GuestOptions options;

  @Override
  public Integer call() throws InterruptedException {
    GuestLab lab = options.lab();
    List<GuestInventory.Kernel> kernels = lab.inventory().kernels();
    List<GuestInventory.Entry> entries = lab.inventory().entries();
    Path directory = lab.cache().directory();
    PrintWriter out = options.out();
    if (json) {
      out.println(Json.text(object(kernels, entries, directory)));
      out.flush();
      return ExitCode.DONE;
    }
    TextTable table = new TextTable("KERNEL", "APT", "CACHED", "SAVED");
    for (GuestInventory.Kernel kernel : kernels) {
      boolean isSaved =
          entries.stream().anyMatch(e -> e.name().startsWith("saved/" + kernel.release() + "-"));
      table.row(
          kernel.release(),
          kernel.isOffered() ? "yes" : "no",
          kernel.isCached() ? "yes" : "no",
          isSaved ? "yes" : "no");
    }
    table.print(out);
    out.println();
    TextTable built = new TextTable("BUILT IN " + directory, "MiB");
    entries.forEach(entry -> built.row(entry.name(), Long.toString(entry.bytes() / MIB)));
    built.print(out);
    return ExitCode.DONE;
  }

  private static JsonObject object(
      List<GuestInventory.Kernel> kernels, List<GuestInventory.Entry> entries, Path directory) {
    JsonObject object = new JsonObject();
    object.addProperty("directory", directory.toString());
    JsonArray offered = new JsonArray();
    for (GuestInventory.Kernel kernel : kernels) {
      JsonObject row = new JsonObject();
      row.addProperty("release", kernel.release());
      row.addProperty("offered", kernel.isOffered());
      row.addProperty("cached", kernel.isCached());
      offered.add(row);
    }
    object.add("kernels", offered);
    JsonArray built = new JsonArray();
    for (GuestInventory.Entry entry : entries) {
      JsonObject row = new JsonObject();
      row.addProperty("name", entry.name());
      row.addProperty("bytes", entry.bytes());
      built.add(row);
    }
    object.add("built", built);
    return object;
  }
}
