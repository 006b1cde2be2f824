package io.trimtab.cli;

import io.trimtab.fuzz.corpus.Corpus;
import io.trimtab.fuzz.corpus.CorpusReader;
import io.trimtab.fuzz.corpus.CoverageFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A corpus that a command reads. */
final class FuzzCorpusInput {
  @Parameters(index = "0", paramLabel = "FILE", description = "A corpus.db of syzkaller.")
  private Path file = Path.of("");

  @Option(
      names = "--coverage",
      paramLabel = "FILE",
      description =
          "What programs cover: lines of a key and addresses, as a manager gives them at"
              + " /rawcover?input=KEY.")
  private @Nullable Path coverage;

  @Option(names = "--salvage", description = "Take the records before a damage, instead of none.")
  private boolean salvage;

  Path file() {
    return file;
  }

  Corpus read(PrintWriter err) {
    if (!salvage) {
      return CorpusReader.read(file);
    }
    CorpusReader.Read read = CorpusReader.salvage(file);
    read.damage().ifPresent(damage -> err.println(file + " is damaged " + damage));
    return read.corpus();
  }

  Map<String, Set<Long>> coverage() {
    return coverage == null ? Map.of() : CoverageFile.read(coverage);
  }
}
