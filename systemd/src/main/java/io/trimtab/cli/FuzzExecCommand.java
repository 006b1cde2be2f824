package io.trimtab.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.trimtab.fuzz.FuzzException;
import io.trimtab.fuzz.exec.CallResult;
import io.trimtab.fuzz.exec.ExecResult;
import io.trimtab.fuzz.loop.ProgramLowering;
import io.trimtab.fuzz.model.Descriptions;
import io.trimtab.fuzz.program.Program;
import io.trimtab.fuzz.program.ProgramReader;
import io.trimtab.fuzz.syzlang.ShippedDescriptions;
import io.trimtab.fuzz.testbed.Crash;
import io.trimtab.fuzz.testbed.CrashListener;
import io.trimtab.fuzz.testbed.Execution;
import io.trimtab.fuzz.testbed.Testbed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs one program. */
@Command(
    name = "exec",
    mixinStandardHelpOptions = true,
    description = {
      "Run a program in syzkaller's text format on a kernel with coverage.",
      "Tells for each call what it returned and how many places of the kernel it came by."
    },
    footer = {"", "Example:", "  trimtab fuzz exec listen.prog"})
final class FuzzExecCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The program; - for the standard input.")
  private Path file = Path.of("");

  @Option(names = "--json", description = "Print an object, with the places of each call.")
  private boolean json;

  @Mixin private FuzzMachineOptions machine;

  @Mixin private FuzzOptions options;

  @Override
  public Integer call() throws InterruptedException {
    Descriptions descriptions = ShippedDescriptions.load();
    Program program =
        ProgramReader.read(descriptions, file.toString(), text(), ProgramReader.Mode.STRICT);
    Execution execution;
    boolean hasCoverage;
    try (Testbed testbed =
        Testbed.start(machine.machine(options), machine.settings(1), CrashListener.NONE)) {
      hasCoverage = testbed.hasCoverage();
      execution = testbed.run(ProgramLowering.lower(program));
    }
    if (execution instanceof Execution.Crashed crashed) {
      return tell(crashed.crash());
    }
    ExecResult result = ((Execution.Finished) execution).result();
    if (json) {
      options.out().println(Json.text(object(program, result)));
    } else {
      table(program, result, hasCoverage);
    }
    options.out().flush();
    return ExitCode.DONE;
  }

  private String text() {
    try {
      return file.toString().equals("-")
          ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
          : Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new FuzzException(FuzzException.Kind.INVALID, file + ": there is no such file", e);
    } catch (IOException e) {
      throw new FuzzException(
          FuzzException.Kind.INVALID, "cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private int tell(Crash crash) {
    if (json) {
      JsonObject object = new JsonObject();
      object.addProperty("crash", crash.title());
      object.addProperty("log", crash.log());
      options.out().println(Json.text(object));
    } else {
      options.out().println("The kernel crashed: " + crash.title());
      options.out().println(crash.log());
    }
    options.out().flush();
    return ExitCode.FAILED;
  }

  private void table(Program program, ExecResult result, boolean hasCoverage) {
    TextTable table = new TextTable("CALL", "RESULT", "ERRNO", "PLACES");
    for (int i = 0; i < program.size(); i++) {
      CallResult call = result.calls().get(i);
      boolean isBack = call.state() == CallResult.State.FINISHED;
      table.row(
          program.invocations().get(i).call().name(),
          isBack ? Long.toString(call.value()) : Words.of(call.state()),
          call.errno() == 0 ? "" : Integer.toString(call.errno()),
          hasCoverage ? call.coverage().size() + (call.isCut() ? "+" : "") : "unknown");
    }
    table.print(options.out());
    if (result.end() != ExecResult.End.COMPLETE) {
      options.out().println("The program ended early: " + Words.of(result.end()));
    }
  }

  private static JsonObject object(Program program, ExecResult result) {
    JsonObject object = new JsonObject();
    object.addProperty("end", Words.of(result.end()));
    JsonArray calls = new JsonArray();
    for (int i = 0; i < program.size(); i++) {
      CallResult call = result.calls().get(i);
      JsonObject row = new JsonObject();
      row.addProperty("call", program.invocations().get(i).call().name());
      row.addProperty("state", Words.of(call.state()));
      row.addProperty("errno", call.errno());
      row.addProperty("value", call.value());
      row.addProperty("cut", call.isCut());
      JsonArray places = new JsonArray();
      call.coverage().addresses().forEach(place -> places.add("0x" + Long.toHexString(place)));
      row.add("places", places);
      calls.add(row);
    }
    object.add("calls", calls);
    return object;
  }
}
