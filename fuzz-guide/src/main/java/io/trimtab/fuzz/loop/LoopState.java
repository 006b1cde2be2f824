package io.trimtab.fuzz.loop;

import io.trimtab.fuzz.FuzzException;
import io.trimtab.fuzz.corpus.Corpus;
import io.trimtab.fuzz.corpus.CorpusPrograms;
import io.trimtab.fuzz.corpus.CorpusReader;
import io.trimtab.fuzz.corpus.CorpusWriter;
import io.trimtab.fuzz.model.Descriptions;
import io.trimtab.fuzz.program.Program;
import io.trimtab.fuzz.program.ProgramPrinter;
import io.trimtab.fuzz.relation.RelationStore;
import io.trimtab.fuzz.relation.RelationTable;
import io.trimtab.fuzz.testbed.Crash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a loop leaves, so that the next can go on from it: {@code corpus.db}, which syzkaller reads
 * as well, {@code relations.db}, and a directory for each title of a crash.
 */
public final class LoopState {
  private static final int FORMAT = 2;
  private static final int LONGEST_NAME = 100;

  private final Path directory;

  /**
   * @param directory made if it is not there
   */
  public LoopState(Path directory) {
    this.directory = directory;
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** The programs that were kept; none if it is a new one. */
  public List<Program> programs(Descriptions descriptions) {
    Path file = corpusFile();
    return Files.exists(file)
        ? List.copyOf(CorpusPrograms.of(CorpusReader.read(file), descriptions).programs().values())
        : List.of();
  }

  /** Adds what was learned of relations to a table. */
  public void addRelations(RelationTable to) {
    if (Files.exists(relationsFile())) {
      to.addAll(RelationStore.read(relationsFile()));
    }
  }

  /** Writes both anew. */
  public void save(List<Program> programs, RelationTable relations) {
    Map<String, Corpus.Entry> records = new LinkedHashMap<>();
    for (Program program : programs) {
      String text = ProgramPrinter.print(program);
      records.put(CorpusWriter.keyOf(text), new Corpus.Entry(text, 0));
    }
    CorpusWriter.write(corpusFile(), new Corpus(FORMAT, 0, records));
    RelationStore.write(relationsFile(), relations);
  }

  /**
   * Keeps a crash; of those with the same title the first.
   *
   * @param program what was running, as text
   * @return where it is kept
   */
  public Path keep(Crash crash, String program) {
    String name = crash.title().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]+", "-");
    Path place =
        directory
            .resolve("crashes")
            .resolve(name.substring(0, Math.min(name.length(), LONGEST_NAME)));
    try {
      Files.createDirectories(place);
      Files.writeString(place.resolve("title"), crash.title() + "\n");
      Files.writeString(place.resolve("log"), crash.log());
      Files.writeString(place.resolve("program"), program);
      return place;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /**
   * Keeps what makes a kernel crash again, beside the crash.
   *
   * @param place where that is kept
   */
  public void keepReproducer(Path place, String programs) {
    try {
      Files.writeString(place.resolve("reproducer"), programs);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private Path corpusFile() {
    return directory.resolve("corpus.db");
  }

  private Path relationsFile() {
    return directory.resolve("relations.db");
  }

  private FuzzException failed(IOException e) {
    return new FuzzException(
        FuzzException.Kind.FAILED, "cannot write to " + directory + ": " + e.getMessage(), e);
  }
}
