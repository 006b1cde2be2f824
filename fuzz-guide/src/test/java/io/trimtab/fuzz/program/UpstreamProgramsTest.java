package io.trimtab.fuzz.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.fuzz.FuzzException;
import io.trimtab.fuzz.model.Descriptions;
import io.trimtab.fuzz.syzlang.DescriptionFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The test programs of an upstream checkout, {@code -Dtrimtab.syzkaller=DIR}, and its calls. */
@EnabledIfSystemProperty(
    named = "trimtab.syzkaller",
    matches = ".+",
    disabledReason = "needs a checkout of syzkaller: -Dtrimtab.syzkaller=DIR")
class UpstreamProgramsTest {
  private static Descriptions descriptions;

  private static Path linux() {
    return Path.of(System.getProperty("trimtab.syzkaller"), "sys", "linux");
  }

  @BeforeAll
  static void compile() {
    descriptions = DescriptionFiles.read(linux()).descriptions();
  }

  private static Program read(String name, String text) {
    return ProgramReader.read(descriptions, name, text, ProgramReader.Mode.STRICT);
  }

  @Test
  void programsComeBackFromTheirText() throws Exception {
    int whole = 0;
    List<String> refused = new ArrayList<>();
    List<Path> files;
    try (Stream<Path> all = Files.list(linux().resolve("test"))) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      String name = file.getFileName().toString();
      try {
        String text = read(name, Files.readString(file, StandardCharsets.ISO_8859_1)).toString();
        assertEquals(text, read(name, text).toString());
        whole++;
      } catch (FuzzException e) {
        refused.add(e.getMessage());
      }
    }
    System.out.println(whole + " programs come back; " + refused.size() + " are refused");
    // Those are for other architectures, whose calls amd64 does not have.
    assertTrue(refused.stream().allMatch(why -> why.contains("unknown call")), refused::toString);
    assertTrue(whole > 500);
  }

  @Test
  void programsOfAllCallsAreValid() {
    CallSet calls = CallSet.all(descriptions);
    CallChooser chooser = CallChooser.uniform(calls);
    Generator generator = new Generator(calls, new SplittableRandom(1));
    Mutator mutator = new Mutator(generator, chooser, Mutator.Weights.DEFAULT);
    List<Program> corpus = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      Program program =
          i % 2 == 0 ? generator.generate(chooser, 3) : mutator.mutate(corpus.get(i / 2), corpus);
      assertEquals(Optional.empty(), Validator.problem(program));
      String text = program.toString();
      assertEquals(text, read("generated", text).toString());
      corpus.add(program);
    }
  }
}
