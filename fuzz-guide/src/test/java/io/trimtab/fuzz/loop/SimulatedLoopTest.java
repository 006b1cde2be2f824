package io.trimtab.fuzz.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.fuzz.FuzzException;
import io.trimtab.fuzz.exec.Coverage;
import io.trimtab.fuzz.guide.GuideKind;
import io.trimtab.fuzz.program.CallSet;
import io.trimtab.fuzz.program.Invocation;
import io.trimtab.fuzz.program.Program;
import io.trimtab.fuzz.program.ProgramReader;
import io.trimtab.fuzz.relation.RelationTable;
import io.trimtab.fuzz.relation.SignalSource;
import io.trimtab.fuzz.relation.StaticRelations;
import io.trimtab.fuzz.syzlang.ShippedDescriptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The loop on a kernel that is made up, so that all of it but the kernel is there. */
@Timeout(120)
class SimulatedLoopTest {
  private static final CallSet CALLS =
      CallSet.of(ShippedDescriptions.load(), ProgramLowering::isRunnable);
  private static final int RUNS = 600;

  /** What a call shows depends on itself and the one before it, and one time in five on chance. */
  private static SignalSource kernel() {
    SplittableRandom random = new SplittableRandom(1);
    return program -> {
      List<Coverage> places = new ArrayList<>();
      String before = "";
      for (Invocation invocation : program.invocations()) {
        String name = invocation.call().name();
        Coverage own = Coverage.of(place(name), place(before + " " + name));
        boolean isNoisy = random.nextInt(5) == 0;
        places.add(isNoisy ? own.union(Coverage.of(random.nextInt(300))) : own);
        before = name;
      }
      return places;
    };
  }

  private static long place(String what) {
    return 1000 + (what.hashCode() & 0xffffffffL);
  }

  private static FuzzLoop loop(SignalSource kernel, GuideKind kind, Harvest harvest) {
    RelationTable relations = StaticRelations.of(CALLS);
    return new FuzzLoop(
        kernel,
        () -> 0,
        CALLS,
        kind.make(CALLS, relations),
        relations,
        harvest,
        new LoopOptions(7, 1, 4, kind.learning(), RUNS, Duration.ofMinutes(2)));
  }

  @ParameterizedTest
  @EnumSource
  void aSeedGivesTheSameAgain(GuideKind kind) throws InterruptedException {
    List<Harvest> harvests = List.of(new Harvest(), new Harvest());
    for (Harvest harvest : harvests) {
      FuzzLoop loop = loop(kernel(), kind, harvest);
      loop.run();
      assertTrue(loop.status().executions() >= RUNS, loop.status().toString());
      assertEquals(harvest.size(), loop.status().programs());
    }

    assertEquals(texts(harvests.get(0)), texts(harvests.get(1)));
    assertEquals(harvests.get(0).signal(), harvests.get(1).signal());
    assertTrue(harvests.get(0).size() > 10, harvests.get(0).size() + " programs");
  }

  private static List<String> texts(Harvest harvest) {
    return harvest.programs().stream().map(Program::toString).toList();
  }

  @Test
  void goingOnEndsWhenItIsInterrupted() {
    Harvest harvest = new Harvest();
    FuzzLoop loop =
        loop(
            program -> {
              if (harvest.size() == 1) {
                Thread.currentThread().interrupt();
                throw FuzzException.failed("interrupted");
              }
              return List.of(Coverage.of(1, 2));
            },
            GuideKind.HEALER,
            harvest);
    Program program =
        ProgramReader.read(CALLS.descriptions(), "p", "getpid()\n", ProgramReader.Mode.STRICT);

    assertThrows(InterruptedException.class, () -> loop.resume(List.of(program, program, program)));

    assertFalse(Thread.interrupted());
    assertEquals(1, harvest.size());
    assertEquals(2, harvest.weights().of(0));
  }
}
