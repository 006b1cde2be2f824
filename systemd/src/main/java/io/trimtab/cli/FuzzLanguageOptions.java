package io.trimtab.cli;

import io.trimtab.actuators.catalogue.Names;
import io.trimtab.fuzz.model.Call;
import io.trimtab.fuzz.model.Descriptions;
import io.trimtab.fuzz.syzlang.DescriptionFiles;
import io.trimtab.fuzz.syzlang.ShippedDescriptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every command of fuzz takes. */
final class FuzzLanguageOptions {
  @Option(
      names = "--descriptions",
      paramLabel = "DIR",
      description =
          "Call descriptions: a directory such as syzkaller's sys/linux (default: those that ship"
              + " with Trimtab).")
  private @Nullable Path directory;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Option(
      names = {"-v", "--verbose"},
      description = "Tell the stack of an error.")
  @SuppressWarnings("UnusedVariable") // Whoever prints the error asks whether it was given.
  private boolean verbose;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /** All of them, checked. */
  Descriptions descriptions() {
    return read(directory, err());
  }

  /** Those of a directory, or else those that ship. */
  static Descriptions read(@Nullable Path directory, PrintWriter err) {
    if (directory == null) {
      return ShippedDescriptions.load();
    }
    if (Ansi.AUTO.enabled()) {
      err.println("reading " + directory + " …");
      err.flush();
    }
    DescriptionFiles.Read read = DescriptionFiles.read(directory);
    read.diagnostics().check();
    return read.descriptions();
  }

  /** A call that must be among them. */
  Call call(Descriptions descriptions, String name) {
    return descriptions
        .call(name)
        .orElseThrow(
            () -> {
              List<String> near =
                  Names.nearest(name, descriptions.calls().stream().map(Call::name).toList());
              return usage(
                  name
                      + ": there is no such call"
                      + (near.isEmpty()
                          ? "; trimtab fuzz describe lists them"
                          : "; did you mean " + String.join(" or ", near) + "?"));
            });
  }

  boolean json() {
    return json;
  }

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  PrintWriter err() {
    return spec.commandLine().getErr();
  }

  ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
