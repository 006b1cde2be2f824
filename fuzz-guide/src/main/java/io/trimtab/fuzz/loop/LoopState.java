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
import java.util.Comparator;
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
  private static final String TITLE = "title";
  private static final String REPRODUCER = "reproducer";

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

  /** The programs that were kept, in the order in which they came; none if it is a new one. */
  public List<Program> programs(Descriptions descriptions) {
    Corpus corpus = new Corpus(FORMAT, 0, records());
    Map<String, Program> programs = new LinkedHashMap<>();
    for (Program program : CorpusPrograms.of(corpus, descriptions).programs().values()) {
      // One that was repaired may have become another one.
      programs.putIfAbsent(ProgramPrinter.print(program), program);
    }
    return List.copyOf(programs.values());
  }

  /** The records of the corpus, in the order in which they came. */
  private Map<String, Corpus.Entry> records() {
    Map<String, Corpus.Entry> records = new LinkedHashMap<>();
    if (Files.exists(corpusFile())) {
      CorpusReader.read(corpusFile()).records().entrySet().stream()
          .sorted(Comparator.comparingLong(record -> record.getValue().sequence()))
          .forEach(record -> records.put(record.getKey(), record.getValue()));
    }
    return records;
  }

  /** Adds what was learned of relations to a table. */
  public void addRelations(RelationTable to) {
    if (Files.exists(relationsFile())) {
      to.addAll(RelationStore.read(relationsFile()));
    }
  }

  /**
   * Adds programs and relations to what is there. All records stay, also those that cannot be read
   * or were not run yet: whoever saves knows only of the programs that he has come to. Their
   * sequence numbers tell the order in which they came, since the file has them by their keys.
   */
  public void save(List<Program> programs, RelationTable relations) {
    Map<String, String> values = new LinkedHashMap<>();
    records().forEach((key, entry) -> values.put(key, entry.value()));
    for (Program program : programs) {
      String text = ProgramPrinter.print(program);
      values.put(CorpusWriter.keyOf(text), text);
    }
    Map<String, Corpus.Entry> records = new LinkedHashMap<>();
    values.forEach((key, value) -> records.put(key, new Corpus.Entry(value, records.size())));
    CorpusWriter.write(corpusFile(), new Corpus(FORMAT, 0, records));
    RelationStore.save(relationsFile(), relations);
  }

  /**
   * Keeps a crash; of those with the same title the first, whenever that was.
   *
   * @param program what was running, as text
   * @return where it is kept
   */
  public synchronized Path keep(Crash crash, String program) {
    try {
      Path place = place(crash.title());
      if (!Files.exists(place.resolve(TITLE))) {
        Files.createDirectories(place);
        Files.writeString(place.resolve("log"), crash.log());
        Files.writeString(place.resolve("program"), program);
        // The last one: where there is a title, all of it is there.
        Files.writeString(place.resolve(TITLE), crash.title() + "\n");
      }
      return place;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** The directory of a title; its name has a number if another title has had that before. */
  private Path place(String title) throws IOException {
    String whole = title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]+", "-");
    String name = whole.substring(0, Math.min(whole.length(), LONGEST_NAME));
    Path crashes = directory.resolve("crashes");
    Path place = crashes.resolve(name);
    for (int i = 2; isOfAnother(place, title); i++) {
      place = crashes.resolve(name + "-" + i);
    }
    return place;
  }

  private static boolean isOfAnother(Path place, String title) throws IOException {
    Path file = place.resolve(TITLE);
    return Files.exists(file) && !Files.readString(file).equals(title + "\n");
  }

  /**
   * Whether it is known what makes a kernel crash again.
   *
   * @param place where the crash is kept
   */
  public boolean isReproduced(Path place) {
    return Files.exists(place.resolve(REPRODUCER));
  }

  /**
   * Keeps what makes a kernel crash again, beside the crash.
   *
   * @param place where that is kept
   */
  public void keepReproducer(Path place, String programs) {
    try {
      Files.writeString(place.resolve(REPRODUCER), programs);
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
