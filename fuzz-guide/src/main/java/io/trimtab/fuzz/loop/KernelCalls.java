package io.trimtab.fuzz.loop;

import io.trimtab.fuzz.exec.CallResult;
import io.trimtab.fuzz.model.Call;
import io.trimtab.fuzz.model.Descriptions;
import io.trimtab.fuzz.model.Type;
import io.trimtab.fuzz.program.CallSet;
import io.trimtab.fuzz.program.Generator;
import io.trimtab.fuzz.program.Program;
import io.trimtab.fuzz.testbed.Execution;
import io.trimtab.fuzz.testbed.Testbed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Finds out which of the calls that are described a kernel has. A description is of all that Linux
 * can be built with; on a kernel without Bluetooth, hundreds of its calls can do nothing but fail.
 *
 * <p>A call is left out if every time it is tried the kernel says that it has no such call, device,
 * protocol or option; and so are those that take what only such calls make. One that fails in
 * another way is kept: it may want what was not tried.
 */
public final class KernelCalls {
  private static final int TRIES = 4;
  private static final int BATCH = 96;

  /** Calls that are tried in one program. */
  private static final int TOGETHER = 6;

  private static final int ENOENT = 2;
  private static final int ENXIO = 6;
  private static final int ENODEV = 19;
  private static final int ENOTTY = 25;
  private static final int EROFS = 30;
  private static final int ENOSYS = 38;
  private static final int EPROTOTYPE = 91;
  private static final int ENOPROTOOPT = 92;
  private static final int EPROTONOSUPPORT = 93;
  private static final int ESOCKTNOSUPPORT = 94;
  private static final int EPFNOSUPPORT = 96;
  private static final int EAFNOSUPPORT = 97;

  private static final Set<Integer> MISSING =
      Set.of(
          ENODEV,
          ENOTTY,
          ENOSYS,
          EPROTOTYPE,
          ENOPROTOOPT,
          EPROTONOSUPPORT,
          ESOCKTNOSUPPORT,
          EPFNOSUPPORT,
          EAFNOSUPPORT);

  /** A certain file is not there; it would be made, but for where programs may make none. */
  private static final Set<Integer> AWAY = Set.of(ENOENT, ENXIO, EROFS);

  /** Is told how far it is. */
  public interface Progress {
    /**
     * Some more calls have been tried.
     *
     * @param tried so far
     * @param calls there are, as far as is known
     */
    void tried(int tried, int calls);
  }

  private final Testbed testbed;
  private final Descriptions descriptions;

  /** The same each time: what is tried does not depend on the seed of what comes after. */
  private final RandomGenerator random = new SplittableRandom(1);

  private final Progress progress;
  private final Set<Call> tried = new HashSet<>();
  private final Set<Call> missing = new HashSet<>();

  private KernelCalls(Testbed testbed, Descriptions descriptions, Progress progress) {
    this.testbed = testbed;
    this.descriptions = descriptions;
    this.progress = progress;
  }

  /**
   * Tries all calls that can be run on a testbed's kernels.
   *
   * @return those that they have
   */
  public static CallSet find(Testbed testbed, Descriptions descriptions, Progress progress)
      throws InterruptedException {
    KernelCalls calls = new KernelCalls(testbed, descriptions, progress);
    // What cannot be had need not be tried to be used.
    while (calls.tryOut(true)) {}
    while (calls.tryOut(false)) {}
    return calls.left();
  }

  private CallSet left() {
    return CallSet.of(
        descriptions, call -> ProgramLowering.isRunnable(call) && !missing.contains(call));
  }

  /** Tries those that are left and have not been tried; false if there were none. */
  private boolean tryOut(boolean isMakers) throws InterruptedException {
    CallSet left = left();
    Generator generator = new Generator(left, random);
    List<Call> now =
        left.calls().stream()
            .filter(call -> !tried.contains(call))
            .filter(call -> !isMakers || !descriptions.flow(call).made().isEmpty())
            .toList();
    for (int i = 0; i < now.size(); i += BATCH) {
      List<Call> batch = now.subList(i, Math.min(now.size(), i + BATCH));
      tryEach(suspects(batch, generator), generator);
      tried.addAll(batch);
      progress.tried(tried.size(), left.calls().size() + missing.size());
    }
    return !now.isEmpty();
  }

  /** Those that did not do in a program with others: most are there, and soon known to be. */
  private List<Call> suspects(List<Call> calls, Generator generator) throws InterruptedException {
    List<Program> programs = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      boolean isFirst = i % TOGETHER == 0;
      Program before = isFirst ? Program.EMPTY : programs.remove(programs.size() - 1);
      Program program = generator.append(before, calls.get(i));
      programs.add(program);
      places.add(program.size() - 1);
    }
    List<Execution> executions = run(programs);
    return IntStream.range(0, calls.size())
        .filter(
            i ->
                result(executions.get(i / TOGETHER), places.get(i))
                    .filter(result -> !mayBeMissing(calls.get(i), result))
                    .isEmpty())
        .mapToObj(calls::get)
        .toList();
  }

  private void tryEach(List<Call> calls, Generator generator) throws InterruptedException {
    List<Program> programs = new ArrayList<>();
    for (Call call : calls) {
      for (int i = 0; i < TRIES; i++) {
        programs.add(generator.append(Program.EMPTY, call));
      }
    }
    List<Execution> executions = run(programs);
    for (int i = 0; i < calls.size(); i++) {
      List<CallResult> results = new ArrayList<>();
      for (int j = i * TRIES; j < (i + 1) * TRIES; j++) {
        result(executions.get(j), programs.get(j).size() - 1).ifPresent(results::add);
      }
      boolean isNamed = isNamed(calls.get(i));
      if (results.size() == TRIES && (isMissing(results) || (isNamed && isAway(results)))) {
        missing.add(calls.get(i));
      }
    }
  }

  private List<Execution> run(List<Program> programs) throws InterruptedException {
    return testbed.runAll(programs.stream().map(ProgramLowering::lower).toList());
  }

  /** What came of a call; empty if it did not return. */
  private static Optional<CallResult> result(Execution execution, int call) {
    if (execution instanceof Execution.Finished finished) {
      List<CallResult> results = finished.result().calls();
      return call < results.size() && results.get(call).state() == CallResult.State.FINISHED
          ? Optional.of(results.get(call))
          : Optional.empty();
    }
    return Optional.empty();
  }

  private static boolean mayBeMissing(Call call, CallResult result) {
    return MISSING.contains(result.errno()) || (isNamed(call) && !result.succeeded());
  }

  private static boolean isMissing(List<CallResult> results) {
    return results.stream().allMatch(result -> MISSING.contains(result.errno()));
  }

  /** Other errors may come before the file is looked for. */
  private static boolean isAway(List<CallResult> results) {
    return results.stream().noneMatch(CallResult::succeeded)
        && results.stream()
            .anyMatch(result -> AWAY.contains(result.errno()) || MISSING.contains(result.errno()));
  }

  /** Whether a call names a file that is not a program's own: /dev/fuse, say. */
  private static boolean isNamed(Call call) {
    return call.arguments().stream()
        .anyMatch(
            argument ->
                argument.type() instanceof Type.Pointer pointer
                    && pointer.target() instanceof Type.Buffer buffer
                    && buffer.content() == Type.Content.STRING
                    && !buffer.values().isEmpty()
                    && buffer.values().stream().allMatch(value -> value.startsWith("/")));
  }
}
