package io.trimtab.fuzz.loop;

import io.trimtab.fuzz.FuzzException;
import io.trimtab.fuzz.model.Call;
import io.trimtab.fuzz.model.Descriptions;
import io.trimtab.fuzz.program.CallSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The calls that a kernel has, kept so that {@link KernelCalls} need not find out again. The first
 * line says of which kernel and which descriptions; the rest are names, one each.
 */
public final class CallsFile {
  private final Path file;
  private final Descriptions descriptions;
  private final String heading;

  /**
   * A file, which may be there or not.
   *
   * @param kernel its name
   */
  public CallsFile(Path file, String kernel, Descriptions descriptions) {
    this.file = file;
    this.descriptions = descriptions;
    List<String> names = descriptions.calls().stream().map(Call::name).toList();
    heading = "# %s, %d calls %08x".formatted(kernel, names.size(), names.hashCode());
  }

  /** What was kept; empty if nothing was, or of another kernel or other descriptions. */
  public Optional<CallSet> read() {
    try {
      List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
      if (lines.isEmpty() || !lines.get(0).equals(heading)) {
        return Optional.empty();
      }
      Set<String> names = new HashSet<>(lines);
      return Optional.of(
          CallSet.of(
              descriptions,
              call -> ProgramLowering.isRunnable(call) && names.contains(call.name())));
    } catch (IOException e) {
      throw failed("cannot be read", e);
    }
  }

  /** Keeps calls. */
  public void write(CallSet calls) {
    List<String> lines = new ArrayList<>(List.of(heading));
    calls.calls().forEach(call -> lines.add(call.name()));
    try {
      Files.write(file, lines);
    } catch (IOException e) {
      throw failed("cannot be written", e);
    }
  }

  private FuzzException failed(String what, IOException e) {
    return new FuzzException(
        FuzzException.Kind.FAILED, file + " " + what + ": " + e.getMessage(), e);
  }
}
