package io.trimtab.fuzz.corpus;

import io.trimtab.fuzz.FuzzException;
import io.trimtab.fuzz.model.Descriptions;
import io.trimtab.fuzz.program.Program;
import io.trimtab.fuzz.program.ProgramReader;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The programs of a corpus.
 *
 * @param programs by key
 * @param unreadable by key, and why
 */
public record CorpusPrograms(Map<String, Program> programs, Map<String, String> unreadable) {
  /** Reads every value as a program; what no longer fits in one is repaired. */
  public static CorpusPrograms of(Corpus corpus, Descriptions descriptions) {
    Map<String, Program> programs = new LinkedHashMap<>();
    Map<String, String> unreadable = new LinkedHashMap<>();
    corpus
        .records()
        .forEach(
            (key, entry) -> {
              try {
                programs.put(
                    key,
                    ProgramReader.read(
                        descriptions, key, entry.value(), ProgramReader.Mode.LENIENT));
              } catch (FuzzException e) {
                unreadable.put(key, e.getMessage());
              }
            });
    return new CorpusPrograms(programs, unreadable);
  }
}
