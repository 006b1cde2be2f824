package io.trimtab.fuzz.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.fuzz.FuzzException;
import io.trimtab.fuzz.corpus.Corpus.Entry;
import io.trimtab.fuzz.model.Descriptions;
import io.trimtab.fuzz.program.CallChooser;
import io.trimtab.fuzz.program.CallSet;
import io.trimtab.fuzz.program.Generator;
import io.trimtab.fuzz.program.Program;
import io.trimtab.fuzz.syzlang.ShippedDescriptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusAuditTest {
  private static final Descriptions SHIPPED = ShippedDescriptions.load();

  @TempDir private Path directory;

  private static CorpusPrograms programs(String... texts) {
    Map<String, Entry> records = new LinkedHashMap<>();
    for (int i = 0; i < texts.length; i++) {
      records.put("k" + i, new Entry(texts[i], 0));
    }
    return CorpusPrograms.of(new Corpus(2, 0, records), SHIPPED);
  }

  @Test
  void countsCallsAndLengths() {
    CorpusAudit audit =
        CorpusAudit.of(
            programs("getpid()\ngetpid()\n", "getpid()\ngettid()\nsched_yield()\n", "nonsense(\n"),
            SHIPPED,
            Map.of());

    assertEquals(2, audit.programs());
    assertEquals(Set.of("k2"), audit.unreadable().keySet());
    assertEquals(Map.entry("getpid", 2L), audit.used().get(0));
    assertEquals(SHIPPED.calls().size() - 3, audit.neverUsed().size());
    assertFalse(audit.neverUsed().contains("gettid"));
    assertEquals(3, audit.lengths().most());
    assertEquals(Map.of(2, 1L, 3, 1L), audit.byLength());
    assertTrue(audit.skew().isEmpty());
  }

  @Test
  void findsWhatIsNearlyTheSame() {
    String server = "r0 = socket$tcp(0x2, 0x1, 0x0)\nlisten(r0, 0x%x)\nclose(r0)\n";
    CorpusAudit audit =
        CorpusAudit.of(
            programs(
                String.format(server, 1),
                "getpid()\n",
                String.format(server, 2),
                String.format(server, 3),
                "sched_yield()\n"),
            SHIPPED,
            Map.of());

    assertEquals(List.of(List.of("k0", "k2", "k3")), audit.nearDuplicates());
  }

  @Test
  void tellsHowUnevenlyCodeIsCovered() {
    Map<String, Set<Long>> coverage =
        Map.of("k0", Set.of(1L, 2L), "k1", Set.of(1L), "k2", Set.of(1L, 3L));
    CorpusAudit.Skew skew =
        CorpusAudit.of(programs("getpid()\n", "gettid()\n", "sched_yield()\n"), SHIPPED, coverage)
            .skew()
            .orElseThrow();

    assertEquals(3, skew.addresses());
    assertEquals(3, skew.programsPerAddress().most());
    assertEquals(2, skew.once());
    assertEquals(1, skew.redundant());
  }

  @Test
  void coverageIsReadLineByLine() throws Exception {
    Path file = Files.writeString(directory.resolve("c"), "# of a manager\nk0 0x10 20\nk1\n");

    assertEquals(Map.of("k0", Set.of(16L, 32L), "k1", Set.of()), CoverageFile.read(file));
    Path wrong = Files.writeString(directory.resolve("d"), "k0 0x10\nk1 zz\n");
    FuzzException e = assertThrows(FuzzException.class, () -> CoverageFile.read(wrong));
    assertTrue(e.getMessage().contains("d:2: \"zz\" is no address"), e.getMessage());
  }

  @Test
  void whatIsChosenCoversAllThatThereWas() {
    CallSet calls = CallSet.all(SHIPPED);
    SplittableRandom random = new SplittableRandom(1);
    Generator generator = new Generator(calls, random);
    Map<String, Program> programs = new LinkedHashMap<>();
    Map<String, Set<Long>> coverage = new HashMap<>();
    for (int i = 0; i < 200; i++) {
      programs.put("k" + i, generator.generate(CallChooser.uniform(calls), 3));
      Set<Long> addresses = new HashSet<>();
      for (int j = 0; j < 20; j++) {
        addresses.add((long) Math.min(random.nextInt(200), random.nextInt(200)));
      }
      coverage.put("k" + i, addresses);
    }

    Set<String> chosen = CorpusMinimiser.choose(programs, coverage);

    Set<Long> all = new HashSet<>();
    coverage.values().forEach(all::addAll);
    Set<Long> left = new HashSet<>();
    chosen.forEach(key -> left.addAll(coverage.get(key)));
    assertEquals(all, left);
    assertTrue(chosen.size() < 60, chosen.size() + " of 200");
  }

  @Test
  void withoutCoverageCallsAndTheirOrderStandForIt() {
    Map<String, Program> programs =
        programs("getpid()\ngettid()\n", "getpid()\n", "gettid()\ngetpid()\n").programs();

    assertEquals(Set.of("k0", "k2"), CorpusMinimiser.choose(programs, Map.of()));
  }
}
