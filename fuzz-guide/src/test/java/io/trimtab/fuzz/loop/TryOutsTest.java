package io.trimtab.fuzz.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.fuzz.exec.Coverage;
import io.trimtab.fuzz.model.Call;
import io.trimtab.fuzz.model.Descriptions;
import io.trimtab.fuzz.program.Program;
import io.trimtab.fuzz.program.ProgramReader;
import io.trimtab.fuzz.relation.DynamicLearner;
import io.trimtab.fuzz.relation.RelationTable;
import io.trimtab.fuzz.relation.SignalSource;
import io.trimtab.fuzz.syzlang.ShippedDescriptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** On a kernel that is made up: what each run shows is said by the test. */
class TryOutsTest {
  private static final Descriptions SHIPPED = ShippedDescriptions.load();
  private static final String NEEDY = "sched_yield()\nmunlockall()\ngetpid()\n";
  private static final long FICKLE = 99;
  private static final long FIRST = 5000;

  private final Harvest harvest = new Harvest();
  private final List<Program> runs = new ArrayList<>();
  private final List<Program> kept = new ArrayList<>();

  private static Program read(String text) {
    return ProgramReader.read(SHIPPED, "p", text, ProgramReader.Mode.STRICT);
  }

  private TryOuts tryOuts(SignalSource kernel) {
    return tryOuts(kernel, Optional.empty());
  }

  private TryOuts tryOuts(SignalSource kernel, Optional<DynamicLearner.Options> learning) {
    return new TryOuts(
        program -> {
          runs.add(program);
          return kernel.run(program);
        },
        harvest,
        learning,
        new RelationTable(),
        kept::add);
  }

  /** Each call shows a place of its own, and the last one more if the kernel likes. */
  private static List<Coverage> places(Program program, long... more) {
    List<Coverage> places =
        new ArrayList<>(
            program.calls().stream().map(call -> Coverage.of(1000 + call.id())).toList());
    int last = places.size() - 1;
    places.set(last, places.get(last).union(Coverage.of(more)));
    return places;
  }

  private static Set<String> names(Set<Call> calls) {
    return calls.stream().map(Call::name).collect(Collectors.toSet());
  }

  @Test
  void whatComesAgainIsKeptAsSmallAsItGets() {
    TryOuts tryOuts = tryOuts(program -> places(program));

    assertEquals(Set.of("getpid", "gettid"), names(tryOuts.tryOut(read("getpid()\ngettid()\n"))));

    assertEquals(List.of("gettid()\n", "getpid()\n"), texts());
    assertEquals(kept, harvest.programs());
    assertEquals(1, harvest.weights().of(1));
    assertEquals(2, harvest.places());
    runs.clear();
    assertEquals(Set.of(), tryOuts.tryOut(read("getpid()\ngettid()\n")));
    assertEquals(1, runs.size());
  }

  /** Where every program shows something, as in the first minutes of fuzzing. */
  @Test
  void minimisingAndLearningTakeTheirSharesOnly() {
    TryOuts tryOuts =
        tryOuts(
            program -> places(program, 10_000 + program.toString().hashCode()),
            Optional.of(DynamicLearner.Options.DEFAULT));

    for (int i = 0; i < 400; i++) {
      tryOuts.tryOut(
          read("sched_yield()\nmunlockall()\ngetpid()\ngettid()\nclose(0x%x)\n".formatted(i)));
    }

    int wanted = 3 * 400;
    assertTrue(runs.size() > 1.1 * wanted, "runs " + runs.size());
    assertTrue(runs.size() < 1.3 * wanted, "runs " + runs.size());
  }

  /** A place that the first run of each program comes by, and no other run. */
  @Test
  void aPlaceThatNeverComesAgainCostsNoMoreAfterThreeTimes() {
    TryOuts tryOuts =
        tryOuts(
            program ->
                runs.stream().filter(run -> run == program).count() == 1
                    ? places(program, FICKLE)
                    : places(program));
    harvest.see(Coverage.of(1000 + SHIPPED.call("getpid").orElseThrow().id()));

    List<Integer> costs =
        Stream.generate(() -> read("getpid()\n"))
            .limit(5)
            .map(
                program -> {
                  int before = runs.size();
                  assertEquals(Set.of(), tryOuts.tryOut(program));
                  return runs.size() - before;
                })
            .toList();

    assertEquals(List.of(3, 3, 3, 1, 1), costs);
    assertEquals(1, harvest.places());
  }

  /** It says nothing of the places that the kernel went down. */
  @Test
  void nothingIsDoubtedWhenTheKernelDoesNotAnswer() {
    TryOuts tryOuts = tryOuts(program -> runs.size() % 3 == 1 ? places(program) : List.of());
    for (int i = 0; i < 5; i++) {
      tryOuts.tryOut(read("getpid()\n"));
    }

    assertEquals(15, runs.size());
    assertTrue(kept.isEmpty());
  }

  /** A place that every run of a program comes by but the first. */
  @Test
  void whatOnlyAConfirmingRunComesByIsTriedOutLater() {
    TryOuts tryOuts =
        tryOuts(
            program ->
                runs.stream().filter(run -> run == program).count() > 1
                    ? places(program, FICKLE)
                    : places(program));

    tryOuts.tryOut(read("getpid()\n"));
    assertEquals(1, harvest.places());
    assertTrue(tryOuts.tryOutNext());
    assertTrue(harvest.signal().contains(FICKLE));
    assertEquals(2, kept.size());
    assertEquals(2, harvest.weights().of(1), "with what was not new");
    assertFalse(tryOuts.tryOutNext());
  }

  /** A place that a call comes by when nothing was called before it. */
  @Test
  void whatMinimisingComesByIsTriedOutLater() {
    Program program = read(NEEDY);
    harvest.see(Coverage.unionOf(places(program)));
    harvest.see(Coverage.of(FIRST + program.calls().get(0).id()));
    TryOuts tryOuts =
        tryOuts(
            made -> {
              List<Coverage> places = needy(made);
              Coverage first = Coverage.of(FIRST + made.calls().get(0).id());
              places.set(0, places.get(0).union(first));
              return places;
            });

    assertEquals(Set.of("getpid"), names(tryOuts.tryOut(program)));
    assertEquals(List.of("munlockall()\ngetpid()\n"), texts());
    while (tryOuts.tryOutNext()) {
      // Until nothing waits any more.
    }

    for (Call call : program.calls()) {
      assertTrue(harvest.signal().contains(FIRST + call.id()), call.name());
    }
  }

  /** A place that is there when something has been kept, so that minimising cannot find it. */
  @Test
  void whatLearningComesByIsTriedOutLater() {
    Program program = read(NEEDY);
    harvest.see(Coverage.unionOf(places(program)));
    TryOuts tryOuts =
        tryOuts(
            made -> {
              List<Coverage> places = needy(made);
              if (harvest.size() > 0) {
                places.set(0, places.get(0).union(Coverage.of(FIRST)));
              }
              return places;
            },
            Optional.of(DynamicLearner.Options.DEFAULT));

    tryOuts.tryOut(program);
    assertFalse(harvest.signal().contains(FIRST));
    assertTrue(tryOuts.tryOutNext());
    assertTrue(harvest.signal().contains(FIRST));
  }

  /** A kernel on which the last call shows something else after munlockall. */
  private static List<Coverage> needy(Program program) {
    List<Coverage> places = places(program);
    int last = program.size() - 1;
    if (last > 0 && program.calls().get(last - 1).name().equals("munlockall")) {
      places.set(last, Coverage.of(7000));
    }
    return places;
  }

  /** Else what flickers would have programs wait again and again. */
  @Test
  void whatDoesNotKeepItsPromiseIsDoubted() {
    TryOuts tryOuts =
        tryOuts(
            program ->
                runs.stream().filter(run -> run == program).count() == 2
                    ? places(program, FICKLE)
                    : places(program));
    int waited = 0;
    for (String call :
        List.of("getpid()", "gettid()", "sched_yield()", "munlockall()", "close(0x1)")) {
      tryOuts.tryOut(read(call + "\n"));
      waited += tryOuts.tryOutNext() ? 1 : 0;
    }

    assertEquals(3, waited);
    assertFalse(harvest.signal().contains(FICKLE));
    assertEquals(5, harvest.places());
  }

  private List<String> texts() {
    return kept.stream().map(Program::toString).toList();
  }
}
