package io.trimtab.fuzz.testbed;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.fuzz.loop.ProgramLowering;
import io.trimtab.fuzz.loop.TestbedSignals;
import io.trimtab.fuzz.model.Call;
import io.trimtab.fuzz.model.Descriptions;
import io.trimtab.fuzz.program.CallSet;
import io.trimtab.fuzz.program.Generator;
import io.trimtab.fuzz.relation.DynamicLearner;
import io.trimtab.fuzz.relation.Evidence;
import io.trimtab.fuzz.relation.PairTester;
import io.trimtab.fuzz.syzlang.ShippedDescriptions;
import io.trimtab.testing.Slow;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How well relations are told from what is none, on pairs of which it is known. */
@RequiresKernel
@Timeout(900)
@Slow
class KnownPairsTest {
  private static final int PROGRAMS = 12;

  private record Pair(boolean isRelation, String from, String to) {}

  @Test
  void knownPairsAreToldApart() throws IOException, InterruptedException {
    Descriptions shipped = ShippedDescriptions.load();
    CallSet calls = CallSet.of(shipped, ProgramLowering::isRunnable);
    List<Pair> pairs = read();
    int right = 0;
    int wrong = 0;
    int missed = 0;
    long runs;
    List<String> notes = new ArrayList<>();
    try (Testbed testbed =
        Testbed.start(Kernels.machine(), TestbedSettings.of(1), CrashListener.NONE)) {
      TestbedSignals signals = new TestbedSignals(testbed, (program, crash) -> {});
      PairTester tester =
          new PairTester(
              signals,
              new Generator(calls, new SplittableRandom(1)),
              DynamicLearner.Options.DEFAULT);
      for (Pair pair : pairs) {
        Evidence evidence =
            tester.test(call(shipped, pair.from()), call(shipped, pair.to()), PROGRAMS);
        right += pair.isRelation() && evidence.isDynamic() ? 1 : 0;
        if (pair.isRelation() != evidence.isDynamic()) {
          wrong += pair.isRelation() ? 0 : 1;
          missed += pair.isRelation() ? 1 : 0;
          notes.add(pair + " " + evidence);
        }
      }
      runs = testbed.programs();
    }
    notes.forEach(System.out::println);
    double precision = right / (double) (right + wrong);
    double recall = right / (double) (right + missed);
    System.out.printf(
        "%d pairs, %d of them relations: precision %.3f, recall %.3f, %d runs%n",
        pairs.size(), right + missed, precision, recall, runs);
    assertTrue(right + missed >= 60, "relations: " + (right + missed));
    assertTrue(precision >= 0.95, "precision " + precision);
    assertTrue(recall >= 0.8, "recall " + recall);
  }

  private static Call call(Descriptions descriptions, String name) {
    return descriptions.call(name).orElseThrow(() -> new AssertionError("no call " + name));
  }

  private static List<Pair> read() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            KnownPairsTest.class.getResourceAsStream(
                "/io/trimtab/fuzz/relation/known-pairs.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.startsWith("+ ") || line.startsWith("- "))
          .map(KnownPairsTest::pair)
          .toList();
    }
  }

  private static Pair pair(String line) {
    String[] names = line.split("\\s+")[1].split(",");
    return new Pair(line.startsWith("+"), names[0], names[1]);
  }
}
