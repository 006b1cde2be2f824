package io.trimtab.cli;

import com.google.gson.JsonObject;
import io.trimtab.tuner.guest.GuestKernel;
import io.trimtab.tuner.guest.GuestLab;
import io.trimtab.tuner.guest.GuestLaboratory;
import io.trimtab.tuner.guest.GuestMode;
import io.trimtab.tuner.guest.SavedGuest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Builds what a guest is made of. */
@Command(
    name = "build",
    mixinStandardHelpOptions = true,
    description = {
      "Download a kernel and a Debian system, boot them once, and keep the booted guest.",
      "The first takes two minutes or three, another kernel some fifteen seconds."
    },
    footer = {"", "Example:", "  trimtab guest build 6.12"})
final class GuestBuildCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "KERNEL",
      description = "A series such as 6.12, or a whole release (default: ${DEFAULT-VALUE}).")
  private String kernel = GuestOptions.USUAL_KERNEL;

  @Option(names = "--json", description = "Print an object.")
  private boolean json;

  @Mixin private GuestOptions options;

  @Override
  public Integer call() throws InterruptedException {
    Interruption.interruptThisThread();
    GuestLab lab = options.lab();
    GuestKernel found = lab.kernels().get(kernel);
    SavedGuest saved = lab.saved(found);
    int tunables;
    try (GuestLaboratory laboratory =
        GuestLaboratory.open(lab, found.release(), GuestMode.QUIET, 1)) {
      tunables = laboratory.space().size() - 1;
    }
    if (json) {
      JsonObject object = new JsonObject();
      object.addProperty("kernel", found.release());
      object.addProperty("machine", saved.machine());
      object.addProperty("directory", saved.directory().toString());
      object.addProperty("tunables", tunables);
      options.out().println(Json.text(object));
    } else {
      options
          .out()
          .println(
              "Linux %s is ready, with %d tunables to search: %s"
                  .formatted(found.release(), tunables, saved.directory()));
    }
    options.out().flush();
    return ExitCode.DONE;
  }
}
