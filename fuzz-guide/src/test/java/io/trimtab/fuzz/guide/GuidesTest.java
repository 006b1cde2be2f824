package io.trimtab.fuzz.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.fuzz.model.Descriptions;
import io.trimtab.fuzz.program.CallSet;
import io.trimtab.fuzz.program.Generator;
import io.trimtab.fuzz.program.Invocation;
import io.trimtab.fuzz.program.Mutator;
import io.trimtab.fuzz.program.Program;
import io.trimtab.fuzz.program.ProgramReader;
import io.trimtab.fuzz.program.Validator;
import io.trimtab.fuzz.relation.RelationTable;
import io.trimtab.fuzz.relation.StaticRelations;
import io.trimtab.fuzz.syzlang.ShippedDescriptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuidesTest {
  private static final Descriptions SHIPPED = ShippedDescriptions.load();
  private static final CallSet CALLS = CallSet.all(SHIPPED);

  private static Guide guide(String name) {
    RelationTable relations = StaticRelations.of(CALLS);
    return switch (name) {
      case "random" -> new RandomGuide(CALLS);
      case "choice-table" -> new ChoiceTableGuide(CALLS);
      case "healer" -> new HealerGuide("healer", CALLS, relations);
      case "bigram" -> new BigramGuide(CALLS);
      default -> new ContextGuide(CALLS, relations);
    };
  }

  private static Program read(String text) {
    return ProgramReader.read(SHIPPED, "p", text, ProgramReader.Mode.STRICT);
  }

  private static double share(Guide guide, List<Invocation> before, String call) {
    double[] weights = guide.weights(before, Optional.empty());
    int index = CALLS.indexOf(SHIPPED.call(call).orElseThrow());
    return weights[index] / Arrays.stream(weights).sum();
  }

  @ParameterizedTest
  @ValueSource(strings = {"random", "choice-table", "healer", "bigram", "context"})
  void everyGuideMakesProgramsAndRepeatsThemWithItsSeed(String name) {
    List<String> texts = new ArrayList<>();
    for (int round = 0; round < 2; round++) {
      Guide guide = guide(name);
      Generator generator = new Generator(CALLS, new SplittableRandom(5));
      Choices choices = new Choices(guide);
      Mutator mutator = new Mutator(generator, choices, Mutator.Weights.DEFAULT);
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 60; i++) {
        Program program = generator.generate(choices, 4);
        Program changed = mutator.mutate(program, List.of(program));
        assertEquals(Optional.empty(), Validator.problem(changed));
        boolean isNew = i % 3 == 0;
        choices.take().forEach(choice -> guide.reward(choice, isNew));
        guide.learn(program);
        text.append(changed);
      }
      texts.add(text.toString());
    }
    assertEquals(texts.get(0), texts.get(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"choice-table", "healer", "context"})
  void whoTakesASocketComesAfterIt(String name) {
    List<Invocation> before = read("socket$tcp(0x2, 0x1, 0x0)\n").invocations();

    double after = share(guide(name), before, "listen");

    assertTrue(after > 1.5 / CALLS.calls().size(), after + "");
    assertTrue(after > 1.5 * share(guide(name), before, "semop"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"choice-table", "bigram", "context"})
  void whatPaidBeforeIsChosenMoreOften(String name) {
    Guide guide = guide(name);
    Program program = read("getpid()\nsched_yield()\ngettid()\n");
    double before = share(guide, program.invocations().subList(0, 2), "gettid");
    for (int i = 0; i < 30; i++) {
      guide.learn(program);
    }

    assertTrue(share(guide, program.invocations().subList(0, 2), "gettid") > 1.5 * before);
  }

  @Test
  void theOrderOfTwoCallsMattersToContextAlone() {
    Program one = read("getpid()\nsched_yield()\nmunlockall()\n");
    Program other = read("sched_yield()\ngetpid()\ngettid()\n");
    Guide context = guide("context");
    for (int i = 0; i < 50; i++) {
      context.learn(one);
      context.learn(other);
    }

    List<Invocation> before = one.invocations().subList(0, 2);
    assertTrue(share(context, before, "munlockall") > 5 * share(context, before, "gettid"));
  }

  @Test
  void theClassOfArgumentsMattersToContextAlone() {
    String create = "r0 = open(&(0x7f0000000040)='./file0\\x00', 0x42, 0x1ff)\n";
    String path = "r0 = open(&(0x7f0000000040)='./file0\\x00', 0x200000, 0x0)\n";
    Guide context = guide("context");
    for (int i = 0; i < 60; i++) {
      context.learn(read(create + "ftruncate(r0, 0x100)\n"));
      context.learn(read(path + "fstatfs(r0, &(0x7f0000000080)=\"\"/120)\n"));
    }

    List<Invocation> before = read(create + "close(r0)\n").invocations().subList(0, 1);
    assertTrue(share(context, before, "ftruncate") > 2 * share(context, before, "fstatfs"));
  }

  @Test
  void onlyWhoGoesByTheStrengthOfRelationsHasThemWeighed() {
    assertEquals(Optional.empty(), GuideKind.HEALER_STATIC.learning());
    assertFalse(GuideKind.HEALER.learning().orElseThrow().isWeighing());
    assertTrue(GuideKind.CONTEXT.learning().orElseThrow().isWeighing());
  }

  @Test
  void predictionsAreScored() {
    List<Program> programs = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      programs.add(read("getpid()\nsched_yield()\ngettid()\n"));
    }
    Prediction.Split split = Prediction.Split.of(programs, 0.25, 1);

    Prediction.Score bigram = Prediction.of(guide("bigram"), CALLS, split);
    Prediction.Score random = Prediction.of(guide("random"), CALLS, split);

    assertEquals(2 * split.held().size(), bigram.asked());
    assertEquals(1, bigram.first());
    assertEquals(0, random.first());
    assertTrue(split.held().size() > 2 && split.learned().size() > 20);
  }

  @Test
  void theBanditTurnsToWhatPays() {
    Bandit bandit = new Bandit(2);
    SplittableRandom random = new SplittableRandom(1);
    int[] chosen = new int[2];
    for (int i = 0; i < 4000; i++) {
      int arm = bandit.choose(random);
      bandit.reward(arm, random.nextDouble() < (arm == (i < 2000 ? 0 : 1) ? 0.3 : 0.05) ? 1 : 0);
      if (i >= 3000) {
        chosen[arm]++;
      }
    }
    assertTrue(chosen[1] > chosen[0], Arrays.toString(chosen));
  }
}
