package io.trimtab.fuzz.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.fuzz.exec.Coverage;
import io.trimtab.fuzz.loop.ProgramLowering;
import io.trimtab.fuzz.loop.TestbedSignals;
import io.trimtab.fuzz.model.Descriptions;
import io.trimtab.fuzz.program.CallChooser;
import io.trimtab.fuzz.program.CallSet;
import io.trimtab.fuzz.program.Generator;
import io.trimtab.fuzz.program.Program;
import io.trimtab.fuzz.program.ProgramReader;
import io.trimtab.fuzz.relation.DynamicLearner;
import io.trimtab.fuzz.relation.RelationTable;
import io.trimtab.fuzz.syzlang.ShippedDescriptions;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Programs in syzkaller's format on a kernel with coverage, and what is learned from them. */
@RequiresKernel
@Timeout(120)
class LearnOnKernelTest {
  private static final Descriptions SHIPPED = ShippedDescriptions.load();

  private static Testbed testbed;

  @BeforeAll
  static void boot() throws InterruptedException {
    testbed = Testbed.start(Kernels.machine(), TestbedSettings.of(1), CrashListener.NONE);
  }

  @AfterAll
  static void shutDown() {
    testbed.close();
  }

  private static TestbedSignals signals() {
    return new TestbedSignals(testbed, (program, crash) -> {});
  }

  private static Program read(String text) {
    return ProgramReader.read(SHIPPED, "p", text, ProgramReader.Mode.STRICT);
  }

  /** The errno of each call. */
  private static List<Integer> errnos(String text) throws InterruptedException {
    Execution execution = testbed.run(ProgramLowering.lower(read(text)));
    List<Integer> errnos = new ArrayList<>();
    ((Execution.Finished) execution).result().calls().forEach(call -> errnos.add(call.errno()));
    return errnos;
  }

  @Test
  void argumentsArriveAsTheyAreWritten() throws InterruptedException {
    assertEquals(
        List.of(0, 0, 0, 0, 0, 0),
        errnos(
            """
            r0 = socket$tcp(0x2, 0x1, 0x0)
            bind$in(r0, &(0x7f0000000040)={0x2, 0x4e20, 0x7f000001}, 0x10)
            listen(r0, 0x5)
            r1 = socket$tcp(0x2, 0x1, 0x0)
            connect$in(r1, &(0x7f0000000080)={0x2, 0x4e20, 0x7f000001}, 0x10)
            accept4$tcp(r0, 0x0, 0x0, 0x0)
            """));
    assertEquals(
        List.of(0, 0, 0, 0),
        errnos(
            """
            r0 = epoll_create1(0x0)
            pipe2(&(0x7f0000000040)={<r1=>0xffffffffffffffff, <r2=>0xffffffffffffffff}, 0x0)
            epoll_ctl$add(r0, 0x1, r1, &(0x7f0000000080)={0x1, 0x7})
            write(r2, &(0x7f00000000c0)='hello', 0x5)
            """));
  }

  @Test
  void whatListeningNeedsIsLearned() {
    RelationTable table = new RelationTable();
    DynamicLearner learner = new DynamicLearner(signals(), table, DynamicLearner.Options.DEFAULT);
    Program program =
        read(
            """
            sched_yield()
            r0 = socket$tcp(0x2, 0x1, 0x0)
            bind$in(r0, &(0x7f0000000040)={0x2, 0x4e22, 0x7f000001}, 0x10)
            listen(r0, 0x5)
            """);
    TestbedSignals signals = signals();
    for (int i = 0; i < 20; i++) {
      // What a kernel does for the first time, it does in another way.
      signals.run(program);
    }
    List<Coverage> fresh = signals.run(program);

    learner.learn(program, fresh);

    assertTrue(table.holds("socket$tcp", "bind$in"), table.all()::toString);
    assertTrue(table.holds("bind$in", "listen"), table.all()::toString);
    assertFalse(table.holds("sched_yield", "socket$tcp"), table.all()::toString);
  }

  @Test
  void whateverIsGeneratedRuns() throws InterruptedException {
    CallSet calls = CallSet.all(SHIPPED);
    Generator generator = new Generator(calls, new SplittableRandom(6));
    int succeeded = 0;
    int made = 0;
    for (int i = 0; i < 60; i++) {
      Program program = generator.generate(CallChooser.uniform(calls), 3);
      if (program.size() > 40) {
        continue;
      }
      Execution execution = testbed.run(ProgramLowering.lower(program));
      if (execution instanceof Execution.Finished finished) {
        made += program.size();
        succeeded += (int) finished.result().calls().stream().filter(c -> c.succeeded()).count();
      }
    }
    assertTrue(succeeded > made / 4, succeeded + " of " + made + " calls succeeded");
    System.out.println(succeeded + " of " + made + " generated calls succeeded");
  }
}
