package io.trimtab.fuzz.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.trimtab.fuzz.FuzzException;
import io.trimtab.fuzz.corpus.Corpus;
import io.trimtab.fuzz.corpus.CorpusPrograms;
import io.trimtab.fuzz.corpus.CorpusReader;
import io.trimtab.fuzz.corpus.CorpusWriter;
import io.trimtab.fuzz.corpus.CoverageFile;
import io.trimtab.fuzz.model.Descriptions;
import io.trimtab.fuzz.program.CallChooser;
import io.trimtab.fuzz.program.CallSet;
import io.trimtab.fuzz.program.Generator;
import io.trimtab.fuzz.program.Program;
import io.trimtab.fuzz.program.ProgramReader;
import io.trimtab.fuzz.program.Validator;
import io.trimtab.fuzz.relation.RelationLines;
import io.trimtab.fuzz.syzlang.DescriptionFiles;
import io.trimtab.fuzz.syzlang.ShippedDescriptions;
import io.trimtab.testing.Slow;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every parser of the module on damaged input: bytes flipped, cut, doubled, mixed with another
 * input, numbers replaced by huge ones, brackets nested. Whatever comes, it is read or refused in
 * words, in bounded time.
 */
class HostileInputTest {
  private static final Descriptions SHIPPED = ShippedDescriptions.load();
  private static final List<String> FILES =
      List.of(
          "bpf",
          "events",
          "files",
          "io_uring",
          "ipc",
          "keys",
          "memory",
          "pipes",
          "processes",
          "sockets");
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final List<String> PIECES =
      List.of(
          "0xffffffffffffffff",
          "18446744073709551616",
          "-1",
          "0x",
          "[",
          "]",
          "{",
          "}",
          "(",
          ")",
          "&AUTO=",
          "r0",
          "<r1=>",
          "@",
          "ANY=",
          "\"\"/0x7fffffff",
          "opt",
          "parent",
          "if[value[a]]",
          "ptr[in, ",
          "array[",
          "const[",
          ", 1000000]",
          "\n",
          "\0",
          "type t[A] t[t[A]]\n",
          "a {\n\ta a\n}\n",
          "???",
          ":",
          "'",
          "`",
          "[".repeat(300),
          "({[".repeat(100));

  @TempDir private Path directory;

  /** A parser and inputs that it understands. */
  private record Subject(String name, Parser parser, List<byte[]> inputs) {}

  private interface Parser {
    void parse(byte[] input) throws IOException;
  }

  @Test
  void aFewThousand() throws IOException {
    run(1400, Duration.ofSeconds(25), 1);
  }

  @Test
  @Slow
  void tenMinutes() throws IOException {
    run(Integer.MAX_VALUE, Duration.ofMinutes(10), System.nanoTime());
  }

  private void run(int most, Duration time, long seed) throws IOException {
    List<Subject> subjects = subjects();
    SplittableRandom random = new SplittableRandom(seed);
    long end = System.nanoTime() + time.toNanos();
    Map<String, int[]> outcomes = new LinkedHashMap<>();
    int done = 0;
    for (; done < most && System.nanoTime() < end; done++) {
      Subject subject = subjects.get(done % subjects.size());
      byte[] input = mutated(subject.inputs(), random);
      int[] counts = outcomes.computeIfAbsent(subject.name(), name -> new int[2]);
      long start = System.nanoTime();
      try {
        subject.parser().parse(input);
        counts[0]++;
      } catch (FuzzException e) {
        counts[1]++;
        assertTrue(!e.getMessage().isBlank() && e.getMessage().length() < 20_000);
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
        Path kept = Files.write(Path.of("target", subject.name() + "-" + seed), input);
        fail(subject.name() + " with seed " + seed + ", input in " + kept, e);
      }
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      if (took.compareTo(PATIENCE) > 0) {
        Path kept = Files.write(Path.of("target", subject.name() + "-slow-" + seed), input);
        fail(subject.name() + " took " + took + ", input in " + kept);
      }
    }
    StringBuilder summary = new StringBuilder(done + " inputs:");
    outcomes.forEach(
        (name, counts) ->
            summary.append(String.format(" %s %d read, %d refused;", name, counts[0], counts[1])));
    System.out.println(summary);
    assertEquals(subjects.size(), outcomes.size());
    outcomes.forEach((name, counts) -> assertTrue(counts[1] > 0, name + ": nothing was refused"));
  }

  private List<Subject> subjects() throws IOException {
    List<byte[]> programs = new ArrayList<>();
    CallSet calls = CallSet.all(SHIPPED);
    Generator generator = new Generator(calls, new SplittableRandom(1));
    Map<String, Corpus.Entry> records = new LinkedHashMap<>();
    for (int i = 0; i < 20; i++) {
      String text = generator.generate(CallChooser.uniform(calls), 3).toString();
      programs.add(text.getBytes(StandardCharsets.ISO_8859_1));
      records.put(CorpusWriter.keyOf(text), new Corpus.Entry(text, i));
    }
    List<byte[]> corpora = new ArrayList<>();
    for (int format = 1; format <= 2; format++) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      CorpusWriter.write(out, new Corpus(format, 0, records));
      corpora.add(out.toByteArray());
    }
    for (String name : FILES) {
      Files.write(directory.resolve(name + ".txt"), resource(name + ".txt"));
      Files.write(directory.resolve(name + ".txt.const"), resource(name + ".txt.const"));
    }
    return List.of(
        new Subject(
            "description",
            bytes -> compile("bpf.txt", bytes),
            List.of(resource("bpf.txt"), resource("bpf.txt"), resource("keys.txt"))),
        new Subject(
            "constants",
            bytes -> compile("sockets.txt.const", bytes),
            List.of(resource("sockets.txt.const"))),
        new Subject("program", bytes -> program(bytes, ProgramReader.Mode.STRICT), programs),
        new Subject("lenient", bytes -> program(bytes, ProgramReader.Mode.LENIENT), programs),
        new Subject("corpus", HostileInputTest::corpus, corpora),
        new Subject(
            "relations",
            bytes -> RelationLines.read("r", text(bytes), name -> SHIPPED.call(name).isPresent()),
            List.of(text("open,close\npipe2,splice\nsocket$tcp,listen\n"))),
        new Subject(
            "coverage",
            bytes -> CoverageFile.read(Files.write(directory.resolve("coverage"), bytes)),
            List.of(text("abc 0xffffffff81000000 10\ndef 0x1\n"))));
  }

  /** All shipped descriptions with one file replaced. */
  private void compile(String file, byte[] content) throws IOException {
    Path replaced = directory.resolve(file);
    Files.write(replaced, content);
    DescriptionFiles.Read read = DescriptionFiles.read(directory);
    Files.write(replaced, resource(file));
    read.diagnostics().check();
    // Types that are accepted must be usable.
    CallSet calls = CallSet.all(read.descriptions());
    Generator generator = new Generator(calls, new SplittableRandom(2));
    Program program = generator.generate(CallChooser.uniform(calls), 2);
    Validator.check(program, "generated");
  }

  private static void program(byte[] bytes, ProgramReader.Mode mode) {
    Program program = ProgramReader.read(SHIPPED, "p", text(bytes), mode);
    String printed = program.toString();
    assertEquals(
        printed, ProgramReader.read(SHIPPED, "p", printed, ProgramReader.Mode.LENIENT).toString());
  }

  private static void corpus(byte[] bytes) throws IOException {
    CorpusReader.Read read = CorpusReader.read(new ByteArrayInputStream(bytes), "c");
    CorpusPrograms.of(read.corpus(), SHIPPED);
    if (read.damage().isPresent()) {
      throw FuzzException.invalid(read.damage().get());
    }
  }

  private static byte[] mutated(List<byte[]> inputs, SplittableRandom random) {
    byte[] bytes = inputs.get(random.nextInt(inputs.size()));
    byte[] other = inputs.get(random.nextInt(inputs.size()));
    for (int i = random.nextInt(3); i >= 0; i--) {
      bytes = mutate(bytes, other, random);
    }
    return bytes;
  }

  private static byte[] mutate(byte[] bytes, byte[] other, SplittableRandom random) {
    if (bytes.length == 0) {
      return other;
    }
    int at = random.nextInt(bytes.length);
    int length = random.nextInt(Math.min(300, bytes.length - at) + 1);
    byte[] head = Arrays.copyOf(bytes, at);
    byte[] tail = Arrays.copyOfRange(bytes, at, bytes.length);
    byte[] rest = Arrays.copyOfRange(bytes, at + length, bytes.length);
    return switch (random.nextInt(11)) {
      case 0 -> {
        byte[] flipped = bytes.clone();
        flipped[at] ^= (byte) (1 << random.nextInt(8));
        yield flipped;
      }
      case 1 -> head;
      case 2 -> joined(head, rest);
      case 3 -> joined(joined(head, Arrays.copyOfRange(bytes, at, at + length)), tail);
      case 4 -> joined(head, Arrays.copyOfRange(other, random.nextInt(other.length), other.length));
      case 5, 6 -> joined(joined(head, text(PIECES.get(random.nextInt(PIECES.size())))), rest);
      case 7 -> {
        byte[] random4 = new byte[4];
        random.nextBytes(random4);
        yield joined(joined(head, random4), rest);
      }
      case 8, 9 -> withoutLine(bytes, at);
      default -> joined(joined(head, text(PIECES.get(random.nextInt(PIECES.size())))), tail);
    };
  }

  /** Without the line that a byte is in: what is left is mostly well formed. */
  private static byte[] withoutLine(byte[] bytes, int at) {
    int from = at;
    while (from > 0 && bytes[from - 1] != '\n') {
      from--;
    }
    int to = at;
    while (to < bytes.length && bytes[to] != '\n') {
      to++;
    }
    return joined(
        Arrays.copyOf(bytes, from),
        Arrays.copyOfRange(bytes, Math.min(to + 1, bytes.length), bytes.length));
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in =
        HostileInputTest.class.getResourceAsStream("/io/trimtab/fuzz/descriptions/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }
}
