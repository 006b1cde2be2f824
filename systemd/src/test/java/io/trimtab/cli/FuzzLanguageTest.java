package io.trimtab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.trimtab.fuzz.corpus.Corpus;
import io.trimtab.fuzz.corpus.CorpusReader;
import io.trimtab.fuzz.corpus.CorpusWriter;
import io.trimtab.fuzz.model.Descriptions;
import io.trimtab.fuzz.program.CallSet;
import io.trimtab.fuzz.program.Generator;
import io.trimtab.fuzz.relation.StaticRelations;
import io.trimtab.fuzz.syzlang.ShippedDescriptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FuzzLanguageTest {
  private static final Descriptions SHIPPED = ShippedDescriptions.load();

  @TempDir private Path directory;

  private Path corpus;

  /** A corpus of programs of random calls, some of them twice with another number. */
  @BeforeEach
  void writeCorpus() {
    CallSet calls = CallSet.all(SHIPPED);
    Generator generator = new Generator(calls, new SplittableRandom(1));
    Map<String, Corpus.Entry> records = new LinkedHashMap<>();
    for (int i = 0; i < 40; i++) {
      String text = generator.generate((b, a, random) -> calls.any(random), 3).toString();
      records.put(CorpusWriter.keyOf(text), new Corpus.Entry(text, i));
      String server =
          "r0 = socket$tcp(0x2, 0x1, 0x0)\nlisten(r0, 0x" + Integer.toHexString(0x40 + i) + ")\n";
      records.put(CorpusWriter.keyOf(server), new Corpus.Entry(server, i));
    }
    corpus = directory.resolve("corpus.db");
    CorpusWriter.write(corpus, new Corpus(2, 4, records));
  }

  private static Console run(String... words) {
    List<String> all = new ArrayList<>(List.of("fuzz"));
    all.addAll(List.of(words));
    return Console.run(all);
  }

  private static String done(String... words) {
    Console console = run(words);
    assertEquals(0, console.exitCode(), console.err());
    return console.out();
  }

  @Test
  void describesAllCallsAndOne() {
    assertTrue(done("describe").contains(SHIPPED.calls().size() + " calls, "));
    String one = done("describe", "epoll_ctl$add");
    assertTrue(one.startsWith("epoll_ctl$add (call 233, events.txt:"), one);
    assertTrue(one.contains("takes: fd, fd_epoll"), one);
    assertTrue(one.contains(" const[0x1] ") && one.contains("ptr[in, epoll_event]"), one);
    assertFalse(one.contains("Scalar"), one);
    JsonObject json = run("describe", "pipe2", "--json").json().getAsJsonObject();
    assertEquals("fd_pipe", json.getAsJsonArray("makes").get(0).getAsString());
    assertEquals(
        SHIPPED.calls().size(),
        run("describe", "--json").json().getAsJsonObject().getAsJsonArray("calls").size());
  }

  @Test
  void wrongDescriptionsAreToldLineByLine() throws Exception {
    Files.writeString(directory.resolve("a.txt"), "getpid(\ngetuid(a nothing)\n");

    Console console = run("describe", "--descriptions", directory.toString());

    assertEquals(2, console.exitCode());
    assertTrue(console.err().startsWith("trimtab: a.txt:1:8: "), console.err());
    assertTrue(console.err().contains("trimtab: a.txt:2:10: unknown type nothing"), console.err());
  }

  @Test
  void auditsACorpus() {
    String text = done("corpus", "audit", corpus.toString());
    assertTrue(text.startsWith("80 programs; "), text);
    assertTrue(text.contains("listen"), text);
    assertTrue(text.contains("programs are nearly the same as another"), text);

    JsonObject json = run("corpus", "audit", corpus.toString(), "--json").json().getAsJsonObject();
    assertEquals(80, json.get("programs").getAsInt());
    assertTrue(json.getAsJsonObject("used").get("listen").getAsInt() >= 40);
    assertTrue(json.get("coverage").isJsonNull());
    assertTrue(json.getAsJsonArray("near_duplicates").get(0).getAsJsonArray().size() >= 40);
  }

  @Test
  void minimisesACorpusAndLeavesTheOldOne() throws Exception {
    byte[] before = Files.readAllBytes(corpus);
    Path small = directory.resolve("small.db");

    done("corpus", "minimise", corpus.toString(), small.toString());

    assertEquals(4, CorpusReader.read(small).userVersion());
    assertTrue(CorpusReader.read(small).records().size() < 80);
    assertEquals(before.length, Files.readAllBytes(corpus).length);
    Console again = run("corpus", "minimise", corpus.toString(), small.toString());
    assertEquals(2, again.exitCode());
    assertTrue(again.err().contains("is there already"), again.err());
  }

  @Test
  void aDamagedCorpusIsToldAndCanBeSalvaged() throws Exception {
    byte[] bytes = Files.readAllBytes(corpus);
    Files.write(corpus, Arrays.copyOf(bytes, bytes.length / 2));

    Console refused = run("corpus", "audit", corpus.toString());
    assertEquals(2, refused.exitCode());
    assertTrue(refused.err().contains("--salvage"), refused.err());
    assertEquals(0, run("corpus", "audit", corpus.toString(), "--salvage").exitCode());
  }

  @Test
  void showsExplainsAndDrawsRelations() throws Exception {
    assertTrue(done("relations", "show", "listen").contains("socket$tcp"));
    String why = done("relations", "explain", "socket$tcp", "listen");
    assertTrue(why.startsWith("socket$tcp influences listen, strength 0.67"), why);
    assertTrue(why.contains("It makes a sock_tcp, which the other takes."), why);
    assertTrue(
        done("relations", "explain", "getpid", "listen").startsWith("getpid is not known to"));

    Path svg = directory.resolve("r.svg");
    done("relations", "graph", "--out", svg.toString(), "--top", "30");
    assertTrue(Files.readString(svg).startsWith("<svg"));
  }

  @Test
  void relationsGoOutAndComeIn() throws Exception {
    Path lines = directory.resolve("lines.txt");
    Path database = directory.resolve("relations.db");
    Files.writeString(lines, done("relations", "export"));
    int all = StaticRelations.of(CallSet.all(SHIPPED)).size();

    done("relations", "import", lines.toString(), database.toString());
    Files.writeString(lines, "bind$in,listen\n");
    JsonObject added =
        run("relations", "import", lines.toString(), database.toString(), "--json")
            .json()
            .getAsJsonObject();

    assertEquals(all, added.get("before").getAsInt());
    assertEquals(all + 1, added.get("after").getAsInt());
    assertTrue(
        done("relations", "diff", lines.toString(), database.toString())
            .endsWith("1 in both, 0 only in the first, " + all + " only in the second\n"));
    assertTrue(
        done("relations", "explain", "bind$in", "listen", "--relations", database.toString())
            .contains("It was imported."));
  }

  @Test
  void predictsTheCallsOfACorpus() {
    JsonObject json = run("predict", corpus.toString(), "--json").json().getAsJsonObject();

    assertEquals(80, json.get("learned").getAsInt() + json.get("held").getAsInt());
    assertEquals(5, json.getAsJsonArray("guides").size());
    assertTrue(done("predict", corpus.toString()).contains("context"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "describe lisen | lisen: there is no such call; did you mean listen.*",
        "relations show nothing_like_it_at_all | nothing_like_it_at_all: there is no such call.*",
        "corpus audit /none/corpus.db | /none/corpus.db: there is no such file",
        "relations diff /none/a /none/b | /none/a cannot be read: /none/a",
        "describe --descriptions /none | /none cannot be read as a directory of descriptions.*",
        "predict /none/corpus.db --held-out 2 | --held-out 2.0 is not between 0 and 1",
        "relatoins | unknown command relatoins; did you mean relations\\?",
      })
  void whatIsWrongIsRefused(String words, String message) {
    Console console = run(words.split(" "));

    assertEquals(2, console.exitCode());
    String line = console.err().lines().findFirst().orElse("");
    assertTrue(line.matches("trimtab: " + message), line);
    assertFalse(line.contains("bug"), line);
  }
}
