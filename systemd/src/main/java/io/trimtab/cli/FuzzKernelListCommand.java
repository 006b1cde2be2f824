package io.trimtab.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.trimtab.fuzz.testbed.BuildProgress;
import io.trimtab.fuzz.testbed.KernelImage;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the kernels that have been built. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "List the kernels that are built, the newest at the end.",
    footer = {"", "Example:", "  trimtab fuzz kernel list"})
final class FuzzKernelListCommand implements Callable<Integer> {
  @Option(names = "--json", description = "Print an object.")
  private boolean json;

  @Mixin private FuzzOptions options;

  @Override
  public Integer call() {
    List<KernelImage> kernels = options.kernels(BuildProgress.NONE).built();
    if (json) {
      JsonObject object = new JsonObject();
      object.addProperty("directory", options.cache().directory().toString());
      JsonArray built = new JsonArray();
      kernels.stream().map(FuzzKernelBuildCommand::object).forEach(built::add);
      object.add("kernels", built);
      options.out().println(Json.text(object));
    } else if (kernels.isEmpty()) {
      options.out().println("No kernel is built. Start with: trimtab fuzz kernel build");
    } else {
      TextTable table = new TextTable("KERNEL", "PROGRAM");
      kernels.forEach(kernel -> table.row(kernel.name(), kernel.program().toString()));
      table.print(options.out());
    }
    options.out().flush();
    return ExitCode.DONE;
  }
}
