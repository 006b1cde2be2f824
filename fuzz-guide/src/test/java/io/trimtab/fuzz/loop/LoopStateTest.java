package io.trimtab.fuzz.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.fuzz.corpus.Corpus;
import io.trimtab.fuzz.corpus.CorpusReader;
import io.trimtab.fuzz.corpus.CorpusWriter;
import io.trimtab.fuzz.exec.ExecProgram;
import io.trimtab.fuzz.model.Descriptions;
import io.trimtab.fuzz.program.Program;
import io.trimtab.fuzz.program.ProgramReader;
import io.trimtab.fuzz.relation.RelationTable;
import io.trimtab.fuzz.syzlang.ShippedDescriptions;
import io.trimtab.fuzz.testbed.Crash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoopStateTest {
  private static final Descriptions SHIPPED = ShippedDescriptions.load();

  /** In an order that is not the one of their keys. */
  private static final List<String> TEXTS =
      List.of("getpid()\n", "gettid()\n", "sched_yield()\n", "munlockall()\n", "close(0x1)\n");

  @TempDir private Path directory;

  private LoopState state;

  @BeforeEach
  void open() {
    state = new LoopState(directory);
  }

  private static List<Program> programs(List<String> texts) {
    return texts.stream()
        .map(text -> ProgramReader.read(SHIPPED, "p", text, ProgramReader.Mode.STRICT))
        .toList();
  }

  private static List<String> texts(List<Program> programs) {
    return programs.stream().map(Program::toString).toList();
  }

  /** As when a run is interrupted while it still goes through what was kept before. */
  @Test
  void whatWasNotComeToStays() {
    state.save(programs(TEXTS), new RelationTable());

    state.save(programs(TEXTS.subList(0, 2)), new RelationTable());
    assertEquals(TEXTS, texts(state.programs(SHIPPED)));

    state.save(List.of(), new RelationTable());
    assertEquals(TEXTS, texts(state.programs(SHIPPED)));
  }

  @Test
  void whatCannotBeReadStays() {
    Path file = directory.resolve("corpus.db");
    String foreign = "no_such_call(0x7)\n";
    String key = CorpusWriter.keyOf(foreign);
    CorpusWriter.write(file, new Corpus(2, 0, Map.of(key, new Corpus.Entry(foreign, 0))));

    state.save(programs(TEXTS), new RelationTable());

    assertEquals(TEXTS, texts(state.programs(SHIPPED)));
    assertEquals(foreign, CorpusReader.read(file).records().get(key).value());
  }

  @Test
  void programsComeBackInTheirOrder() {
    state.save(programs(TEXTS.subList(0, 3)), new RelationTable());
    state.save(programs(TEXTS), new RelationTable());

    assertEquals(TEXTS, texts(new LoopState(directory).programs(SHIPPED)));
    assertNotEquals(
        TEXTS,
        CorpusReader.read(directory.resolve("corpus.db")).records().values().stream()
            .map(Corpus.Entry::value)
            .toList());
  }

  @Test
  void theFirstCrashOfATitleStays() throws IOException {
    Path first = state.keep(crash("BUG: one", "first log"), "getpid()\n");
    state.keepReproducer(first, "getpid()\n");
    LoopState next = new LoopState(directory);
    Path again = next.keep(crash("BUG: one", "second log"), "gettid()\n");
    Path like = next.keep(crash("BUG; one", "another log"), "close(0x1)\n");

    assertEquals(first, again);
    assertEquals("first log", Files.readString(first.resolve("log")));
    assertEquals("getpid()\n", Files.readString(first.resolve("program")));
    assertEquals("BUG: one\n", Files.readString(first.resolve("title")));
    assertTrue(next.isReproduced(again));
    assertNotEquals(first, like);
    assertEquals("another log", Files.readString(like.resolve("log")));
    assertFalse(next.isReproduced(like));
    assertEquals(like, next.keep(crash("BUG; one", "a third log"), ""));
  }

  private static Crash crash(String title, String log) {
    return new Crash(Crash.Kind.REPORT, title, log, new ExecProgram(List.of()), List.of());
  }
}
