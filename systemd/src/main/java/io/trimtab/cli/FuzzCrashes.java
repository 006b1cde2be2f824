package io.trimtab.cli;

import io.trimtab.fuzz.FuzzException;
import io.trimtab.fuzz.exec.ExecProgram;
import io.trimtab.fuzz.loop.LoopState;
import io.trimtab.fuzz.loop.Reproducers;
import io.trimtab.fuzz.program.Program;
import io.trimtab.fuzz.program.ProgramPrinter;
import io.trimtab.fuzz.testbed.Crash;
import io.trimtab.fuzz.testbed.CrashListener;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The crashes of a run, also those of kernels that had nothing to run: the first of each title is
 * told, kept, and reproduced unless an earlier run has done that.
 */
final class FuzzCrashes implements CrashListener {
  private static final String FORGOTTEN = "# a program that is no longer known\n";

  private final LoopState state;
  private final FuzzView view;
  private final Set<String> titles = ConcurrentHashMap.newKeySet();
  private volatile Function<ExecProgram, Optional<Program>> programs = lowered -> Optional.empty();
  private volatile @Nullable Reproducers reproducers;

  FuzzCrashes(LoopState state, FuzzView view) {
    this.state = state;
    this.view = view;
  }

  /** Has somebody asked which program some calls were run as. */
  void tellProgramsBy(Function<ExecProgram, Optional<Program>> known) {
    programs = known;
  }

  /** Has crashes reproduced from now on. */
  void reproduceBy(Reproducers open) {
    reproducers = open;
  }

  /** The titles of all, in order. */
  List<String> titles() {
    return titles.stream().sorted().toList();
  }

  /** Nothing is thrown: the kernel's thread has to hand the program back. */
  @Override
  public void crashed(Crash crash, boolean isNew) {
    if (titles.add(crash.title())) {
      try {
        keep(crash);
      } catch (FuzzException e) {
        view.line("trimtab: the kernel crashed: " + crash.title() + ": " + e.getMessage());
      }
    }
  }

  private void keep(Crash crash) {
    String program = programs.apply(crash.program()).map(ProgramPrinter::print).orElse(FORGOTTEN);
    Path place = state.keep(crash, program);
    view.line("trimtab: the kernel crashed: " + crash.title() + ": " + place);
    Reproducers open = reproducers;
    if (open != null && !state.isReproduced(place)) {
      open.reproduce(
          crash,
          found -> {
            found.ifPresent(least -> state.keepReproducer(place, least));
            String how = found.isPresent() ? ": reproduced: " : ": does not happen again: ";
            view.line("trimtab: " + crash.title() + how + place);
          });
    }
  }
}
