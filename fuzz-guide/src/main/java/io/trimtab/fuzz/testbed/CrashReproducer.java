package io.trimtab.fuzz.testbed;

import io.trimtab.fuzz.exec.ExecCall;
import io.trimtab.fuzz.exec.ExecProgram;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds out what it takes to make a kernel crash again. Each attempt has a kernel that has just
 * booted, so that nothing but the programs can be the cause; a crash counts if it has the same
 * title.
 *
 * <p>First the program alone is tried, then with more and more of what the kernel had run before.
 * Then programs, and then calls, are left out one by one, from the end, as long as it crashes.
 */
public final class CrashReproducer {
  /** How much of the past is tried, in programs. */
  private static final List<Integer> PAST = List.of(0, 4, 16, 64);

  private final KernelMachine machine;
  private final TestbedSettings settings;
  private int attempts;
  private Optional<Crash> last = Optional.empty();

  public CrashReproducer(KernelMachine machine, TestbedSettings settings) {
    this.machine = machine;
    this.settings = settings;
  }

  /**
   * Reproduces a crash.
   *
   * @return empty if it does not happen again
   */
  public Optional<Reproduction> reproduce(Crash crash) throws InterruptedException {
    attempts = 0;
    for (int past : PAST) {
      List<ExecProgram> programs = withPast(crash, past);
      if (programs.size() > past / 4 && crashesAgain(crash, programs)) {
        List<ExecProgram> least = fewerCalls(crash, fewerPrograms(crash, programs));
        return Optional.of(new Reproduction(least, last.orElse(crash), attempts));
      }
    }
    return Optional.empty();
  }

  private static List<ExecProgram> withPast(Crash crash, int past) {
    List<ExecProgram> before = crash.before();
    int from = Math.max(0, before.size() - past);
    List<ExecProgram> programs = new ArrayList<>(before.subList(from, before.size()));
    programs.add(crash.program());
    return programs;
  }

  private List<ExecProgram> fewerPrograms(Crash crash, List<ExecProgram> programs)
      throws InterruptedException {
    List<ExecProgram> least = programs;
    for (int i = programs.size() - 1; i >= 0 && least.size() > 1; i--) {
      List<ExecProgram> fewer = new ArrayList<>(least);
      fewer.remove(i);
      if (crashesAgain(crash, fewer)) {
        least = fewer;
      }
    }
    return least;
  }

  private List<ExecProgram> fewerCalls(Crash crash, List<ExecProgram> programs)
      throws InterruptedException {
    List<ExecProgram> least = new ArrayList<>(programs);
    for (int i = least.size() - 1; i >= 0; i--) {
      for (int call = least.get(i).calls().size() - 1; call >= 0; call--) {
        List<ExecProgram> fewer = new ArrayList<>(least);
        fewer.set(i, without(least.get(i), call));
        if (crashesAgain(crash, fewer)) {
          least = fewer;
        }
      }
    }
    return least;
  }

  private static ExecProgram without(ExecProgram program, int index) {
    List<ExecCall> calls = new ArrayList<>(program.calls());
    calls.remove(index);
    return new ExecProgram(calls);
  }

  private boolean crashesAgain(Crash crash, List<ExecProgram> programs)
      throws InterruptedException {
    attempts++;
    try (KernelSession kernel = KernelSession.bootPatiently(machine)) {
      Duration limit = settings.programLimit().plus(settings.answerLimit());
      for (int i = 0; i < programs.size(); i++) {
        kernel.send(i, settings.request(programs.get(i)));
        if (kernel.answer(i, limit) == null) {
          Crash again = Crashes.end(kernel, programs.get(i), programs.subList(0, i));
          last = Optional.of(again);
          return again.title().equals(crash.title());
        }
      }
      return false;
    }
  }
}
