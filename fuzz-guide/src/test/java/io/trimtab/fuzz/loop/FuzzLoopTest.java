package io.trimtab.fuzz.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.fuzz.exec.Coverage;
import io.trimtab.fuzz.guide.RandomGuide;
import io.trimtab.fuzz.model.Descriptions;
import io.trimtab.fuzz.program.CallSet;
import io.trimtab.fuzz.program.Program;
import io.trimtab.fuzz.program.ProgramPrinter;
import io.trimtab.fuzz.program.ProgramReader;
import io.trimtab.fuzz.relation.DynamicLearner;
import io.trimtab.fuzz.relation.Evidence;
import io.trimtab.fuzz.relation.Relation;
import io.trimtab.fuzz.relation.RelationTable;
import io.trimtab.fuzz.syzlang.ShippedDescriptions;
import io.trimtab.fuzz.testbed.CrashListener;
import io.trimtab.fuzz.testbed.Kernels;
import io.trimtab.fuzz.testbed.RequiresKernel;
import io.trimtab.fuzz.testbed.Testbed;
import io.trimtab.fuzz.testbed.TestbedSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@RequiresKernel
@Timeout(180)
class FuzzLoopTest {
  private static final Descriptions DESCRIPTIONS = ShippedDescriptions.load();
  private static final CallSet CALLS = CallSet.of(DESCRIPTIONS, ProgramLowering::isRunnable);
  private static final LoopOptions SHORT =
      new LoopOptions(1, 2, 8, Optional.empty(), 400, Duration.ofSeconds(60));

  private static Testbed testbed;

  @TempDir private Path directory;

  @BeforeAll
  static void boot() throws InterruptedException {
    testbed = Testbed.start(Kernels.machine(), TestbedSettings.of(1), CrashListener.NONE);
  }

  @AfterAll
  static void shutDown() {
    testbed.close();
  }

  /** The example of HEALER's paper, learned by execution alone: the table is empty before. */
  @Test
  void thatASocketIsListenedOnIsLearned() {
    RelationTable table = new RelationTable();
    DynamicLearner learner =
        new DynamicLearner(
            new TestbedSignals(testbed, (program, crash) -> {}),
            table,
            DynamicLearner.Options.DEFAULT);
    Program program =
        ProgramReader.read(
            DESCRIPTIONS,
            "test",
            "r0 = socket$tcp(0x2, 0x1, 0x0)\nlisten(r0, 0x5)\nlisten(r0, 0x5)\n",
            ProgramReader.Mode.STRICT);
    TestbedSignals signals = new TestbedSignals(testbed, (p, crash) -> {});
    List<Coverage> signal = signals.run(program);
    learner.learn(program.first(2), signal.subList(0, 2));
    Evidence evidence = table.get(new Relation("socket$tcp", "listen"));
    assertTrue(evidence.isDynamic(), evidence.toString());
    assertTrue(evidence.tests() >= 3 && evidence.changes() >= 3, evidence.toString());
  }

  @Test
  void aLoopFindsPlacesAndTheNextGoesOnFromThem() throws InterruptedException {
    RelationTable table = new RelationTable();
    Harvest first = new Harvest();
    FuzzLoop loop = loop(table, first);
    loop.run();
    LoopStatus status = loop.status();
    assertTrue(status.executions() >= 400, status.toString());
    assertTrue(status.places() > 1500 && status.programs() > 10, status.toString());

    LoopState state = new LoopState(directory);
    state.save(first.programs(), table);
    List<Program> kept = new LoopState(directory).programs(DESCRIPTIONS);
    assertEquals(texts(first.programs()), texts(kept));
    Harvest second = new Harvest();
    loop(table, second).resume(kept);
    assertEquals(kept.size(), second.size());
    assertTrue(second.places() > first.places() * 0.9, second.places() + " places again");
  }

  private static Set<String> texts(List<Program> programs) {
    return programs.stream().map(ProgramPrinter::print).collect(Collectors.toSet());
  }

  private static FuzzLoop loop(RelationTable table, Harvest harvest) {
    TestbedSignals signals = new TestbedSignals(testbed, (program, crash) -> {});
    return new FuzzLoop(
        signals, testbed::crashes, CALLS, new RandomGuide(CALLS), table, harvest, SHORT);
  }
}
