package io.trimtab.fuzz.relation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.fuzz.exec.Coverage;
import io.trimtab.fuzz.model.Descriptions;
import io.trimtab.fuzz.program.CallChooser;
import io.trimtab.fuzz.program.CallSet;
import io.trimtab.fuzz.program.Generator;
import io.trimtab.fuzz.program.Program;
import io.trimtab.fuzz.program.ProgramReader;
import io.trimtab.fuzz.syzlang.ShippedDescriptions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DynamicLearnerTest {
  private static final Descriptions SHIPPED = ShippedDescriptions.load();

  private static Program read(String text) {
    return ProgramReader.read(SHIPPED, "p", text, ProgramReader.Mode.STRICT);
  }

  private static List<Coverage> lastOnly(SimulatedKernel kernel, Program program) {
    List<Coverage> fresh = new ArrayList<>();
    List<Coverage> signals = kernel.run(program);
    for (int i = 0; i < signals.size(); i++) {
      fresh.add(i == signals.size() - 1 ? signals.get(i) : Coverage.NONE);
    }
    return fresh;
  }

  @Test
  void callsThatMatterStayAndTheirRelationsAreFound() {
    SimulatedKernel kernel =
        new SimulatedKernel(0, 1).influence("sched_yield", "getpid").influence("getpid", "gettid");
    RelationTable table = new RelationTable();
    DynamicLearner learner = new DynamicLearner(kernel, table, DynamicLearner.Options.DEFAULT);
    Program program = read("munlockall()\nsched_yield()\nepoll_create1(0x0)\ngetpid()\n");

    DynamicLearner.Learned learned = learner.learn(program, lastOnly(kernel, program));

    assertEquals(1, learned.minimal().size());
    assertEquals("sched_yield()\ngetpid()\n", learned.minimal().get(0).toString());
    assertEquals(List.of(new Relation("sched_yield", "getpid")), learned.found());
    Evidence evidence = table.get(new Relation("sched_yield", "getpid"));
    assertEquals(3, evidence.tests());
    assertEquals(3, evidence.changes());
    assertEquals("sched_yield()\ngetpid()\n", evidence.example().orElse(""));
    assertEquals("dynamic", evidence.origin());
  }

  @Test
  void resourcesAreFoundByExecutionToo() {
    SimulatedKernel kernel = new SimulatedKernel(0, 1);
    RelationTable table = new RelationTable();
    DynamicLearner learner = new DynamicLearner(kernel, table, DynamicLearner.Options.DEFAULT);
    Program program = read("getpid()\nr0 = socket$tcp(0x2, 0x1, 0x0)\nlisten(r0, 0x5)\n");

    learner.learn(program, lastOnly(kernel, program));

    assertTrue(table.holds("socket$tcp", "listen"));
    assertFalse(table.holds("getpid", "socket$tcp"));
  }

  /** Algorithm 2 of the paper tests pairs that are not in the table. */
  @Test
  void whatHoldsAlreadyIsTestedOnlyToBeWeighed() {
    Relation relation = new Relation("sched_yield", "getpid");
    Program program = read("sched_yield()\ngetpid()\n");
    for (Evidence told : List.of(Evidence.flow("r"), Evidence.given())) {
      SimulatedKernel kernel = new SimulatedKernel(0, 1).influence("sched_yield", "getpid");
      RelationTable table = new RelationTable();
      table.add(relation, told);

      DynamicLearner.Options options = DynamicLearner.Options.DEFAULT;
      new DynamicLearner(kernel, table, options).learnMinimal(program);
      assertEquals(told, table.get(relation));
      assertEquals(0, kernel.executions());

      new DynamicLearner(kernel, table, options.weighing()).learnMinimal(program);
      assertTrue(table.get(relation).isDynamic());
      assertTrue(table.get(relation).strength() > 2.0 / 3);
    }
  }

  /** Of relations that are there, most are found, and hardly any that is not. */
  @Test
  void noiseDoesNotMakeRelations() {
    CallSet calls =
        CallSet.of(
            SHIPPED,
            call ->
                Set.of(
                        "getpid",
                        "gettid",
                        "sched_yield",
                        "munlockall",
                        "mlockall",
                        "pipe",
                        "unshare")
                    .contains(call.name()));
    SimulatedKernel kernel = new SimulatedKernel(0.3, 7);
    Set<Relation> truth = new HashSet<>();
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 14; i++) {
      String from = calls.any(random).name();
      String to = calls.any(random).name();
      if (truth.add(new Relation(from, to))) {
        kernel.influence(from, to);
      }
    }
    RelationTable table = new RelationTable();
    DynamicLearner learner = new DynamicLearner(kernel, table, DynamicLearner.Options.DEFAULT);
    Generator generator = new Generator(calls, random);
    for (int i = 0; i < 400; i++) {
      Program program = generator.generate(CallChooser.uniform(calls), 5);
      learner.learn(program, kernel.run(program));
    }

    Set<Relation> found = new HashSet<>();
    table
        .all()
        .forEach(
            (relation, evidence) -> {
              if (evidence.holds()) {
                found.add(relation);
              }
            });
    Set<Relation> right = new HashSet<>(found);
    right.retainAll(truth);
    assertTrue(
        right.size() >= 0.95 * found.size(), "precision " + right.size() + "/" + found.size());
    assertTrue(right.size() >= 0.8 * truth.size(), "recall " + right.size() + "/" + truth.size());
  }

  @Test
  void executionsAreBounded() {
    SimulatedKernel kernel = new SimulatedKernel(0, 1).influence("sched_yield", "getpid");
    DynamicLearner learner =
        new DynamicLearner(kernel, new RelationTable(), DynamicLearner.Options.DEFAULT);
    Program program = read("gettid()\n".repeat(28) + "sched_yield()\ngetpid()\n");

    DynamicLearner.Learned learned = learner.learn(program, lastOnly(kernel, program));

    assertEquals(learned.executions() + 1, kernel.executions());
    assertTrue(learned.executions() < 120, learned.executions() + " executions");
  }
}
