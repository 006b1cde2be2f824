package io.trimtab.cli;

import com.google.gson.JsonObject;
import io.trimtab.fuzz.corpus.Corpus;
import io.trimtab.fuzz.corpus.CorpusMinimiser;
import io.trimtab.fuzz.corpus.CorpusPrograms;
import io.trimtab.fuzz.corpus.CorpusWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the part of a corpus that covers what all of it does. */
@Command(
    name = "minimise",
    aliases = "minimize",
    mixinStandardHelpOptions = true,
    description = {
      "Write a corpus with the fewest programs that still cover what the whole one does. Without"
          + " --coverage, calls, their order and their constants stand for it.",
      "The corpus itself is not changed. Programs that cannot be read are kept."
    },
    footer = {
      "",
      "Examples:",
      "  trimtab fuzz corpus minimise corpus.db small.db",
      "  trimtab fuzz corpus minimise corpus.db small.db --coverage pcs.txt"
    })
final class FuzzCorpusMinimiseCommand implements Runnable {
  @Mixin private FuzzCorpusInput input;

  @Parameters(index = "1", paramLabel = "OUT", description = "The file to write.")
  private Path out = Path.of("");

  @Option(names = "--force", description = "Write over a file that is there.")
  private boolean force;

  @Mixin private FuzzLanguageOptions options;

  @Override
  public void run() {
    if (Files.exists(out) && !force) {
      throw options.usage(out + " is there already; give another name, or --force");
    }
    Corpus corpus = input.read(options.err());
    CorpusPrograms programs = CorpusPrograms.of(corpus, options.descriptions());
    Set<String> chosen = CorpusMinimiser.choose(programs.programs(), input.coverage());
    Map<String, Corpus.Entry> kept = new LinkedHashMap<>();
    corpus
        .records()
        .forEach(
            (key, entry) -> {
              if (chosen.contains(key) || programs.unreadable().containsKey(key)) {
                kept.put(key, entry);
              }
            });
    CorpusWriter.write(out, new Corpus(corpus.format(), corpus.userVersion(), kept));
    if (options.json()) {
      JsonObject object = new JsonObject();
      object.addProperty("before", corpus.records().size());
      object.addProperty("after", kept.size());
      object.addProperty("unreadable", programs.unreadable().size());
      object.addProperty("file", out.toString());
      options.out().println(Json.text(object));
    } else {
      options
          .out()
          .println(
              kept.size()
                  + " of "
                  + corpus.records().size()
                  + " programs written to "
                  + out
                  + (programs.unreadable().isEmpty()
                      ? ""
                      : ", " + programs.unreadable().size() + " of which cannot be read"));
    }
    options.out().flush();
  }
}
