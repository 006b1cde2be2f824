package io.trimtab.fuzz.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.fuzz.FuzzException;
import io.trimtab.fuzz.model.Descriptions;
import io.trimtab.fuzz.program.ProgramReader;
import io.trimtab.fuzz.syzlang.DescriptionFiles;
import java.nio.file.Path;
import java.util.Optional;
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
    CorpusPrograms lenient = CorpusPrograms.of(corpus, descriptions);
    int strict = 0;
    int same = 0;
    for (Corpus.Entry entry : corpus.records().values()) {
      Optional<String> text = text(descriptions, entry.value());
      if (text.isPresent()) {
        strict++;
        same += text.get().equals(entry.value()) ? 1 : 0;
        assertEquals(text, text(descriptions, text.get()));
      }
    }
    System.out.printf(
        "%d values: %d are programs as they are, %d of which come back byte by byte; %d with"
            + " repairs%n",
        corpus.records().size(), strict, same, lenient.programs().size());
    lenient.unreadable().values().stream().limit(3).forEach(System.out::println);
    assertTrue(lenient.programs().size() >= strict);
  }

  private static Optional<String> text(Descriptions descriptions, String value) {
    try {
      return Optional.of(
          ProgramReader.read(descriptions, "p", value, ProgramReader.Mode.STRICT).toString());
    } catch (FuzzException e) {
      return Optional.empty();
    }
  }
}
