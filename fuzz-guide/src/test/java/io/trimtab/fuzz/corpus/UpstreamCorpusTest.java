package io.trimtab.fuzz.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.fuzz.FuzzException;
import io.trimtab.fuzz.model.Descriptions;
import io.trimtab.fuzz.program.ProgramReader;
import io.trimtab.fuzz.syzlang.DescriptionFiles;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A corpus that a manager wrote, {@code -Dtrimtab.corpus=FILE -Dtrimtab.syzkaller=DIR}. */
@EnabledIfSystemProperty(
    named = "trimtab.corpus",
    matches = ".+",
    disabledReason = "needs a corpus of syzkaller's: -Dtrimtab.corpus=FILE -Dtrimtab.syzkaller=DIR")
class UpstreamCorpusTest {
  @TempDir private Path directory;

  @Test
  void aCorpusComesBack() {
    Corpus corpus = CorpusReader.read(Path.of(System.getProperty("trimtab.corpus")));
    Path copy = directory.resolve("corpus.db");
    CorpusWriter.write(copy, corpus);
    assertEquals(corpus, CorpusReader.read(copy));
    Descriptions descriptions =
        DescriptionFiles.read(Path.of(System.getProperty("trimtab.syzkaller"), "sys", "linux"))
            .descriptions();
    int canonical = 0;
    int same = 0;
    int other = 0;
    int refused = 0;
    for (Corpus.Entry entry : corpus.records().values()) {
      try {
        String text =
            ProgramReader.read(descriptions, "p", entry.value(), ProgramReader.Mode.STRICT)
                .toString();
        canonical++;
        same += text.equals(entry.value()) ? 1 : 0;
        assertEquals(
            text,
            ProgramReader.read(descriptions, "p", text, ProgramReader.Mode.STRICT).toString());
      } catch (FuzzException e) {
        refused++;
        other +=
            ProgramReader.read(descriptions, "p", entry.value(), ProgramReader.Mode.LENIENT).size()
                    > 0
                ? 1
                : 0;
      }
    }
    System.out.printf(
        "%d programs: %d are read strictly, %d of them come back byte by byte; of %d that are not,"
            + " %d are read with repairs%n",
        corpus.records().size(), canonical, same, refused, other);
    assertTrue(canonical + other > 0);
  }
}
