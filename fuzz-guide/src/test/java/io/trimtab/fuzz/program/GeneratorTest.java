package io.trimtab.fuzz.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.fuzz.model.Descriptions;
import io.trimtab.fuzz.model.Direction;
import io.trimtab.fuzz.model.Type;
import io.trimtab.fuzz.syzlang.Compiled;
import io.trimtab.fuzz.syzlang.ShippedDescriptions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GeneratorTest {
  private static final Descriptions SHIPPED = ShippedDescriptions.load();
  private static final CallSet CALLS = CallSet.all(SHIPPED);

  private static Generator generator(long seed) {
    return new Generator(CALLS, new SplittableRandom(seed));
  }

  @Test
  void programsAreValidAndComeBackFromTheirText() {
    Generator generator = generator(1);
    CallChooser chooser = CallChooser.uniform(CALLS);
    Mutator mutator = new Mutator(generator, chooser, Mutator.Weights.DEFAULT);
    List<Program> corpus = new ArrayList<>();
    Set<String> calls = new HashSet<>();
    for (int i = 0; i < 1500; i++) {
      Program program =
          i % 3 == 0
              ? generator.generate(chooser, 4)
              : mutator.mutate(corpus.get(i % corpus.size()), corpus);
      assertEquals(Optional.empty(), Validator.problem(program));
      String text = program.toString();
      assertEquals(
          text, ProgramReader.read(SHIPPED, "p", text, ProgramReader.Mode.STRICT).toString());
      program.calls().forEach(call -> calls.add(call.name()));
      assertTrue(i % 3 == 0 || program.size() <= 30);
      corpus.add(program);
    }
    assertEquals(SHIPPED.calls().size(), calls.size());
  }

  @Test
  void aSeedGivesTheSameProgramsAgain() {
    CallChooser chooser = CallChooser.uniform(CALLS);

    assertEquals(
        generator(5).generate(chooser, 20).toString(),
        generator(5).generate(chooser, 20).toString());
    assertNotEquals(
        generator(5).generate(chooser, 20).toString(),
        generator(6).generate(chooser, 20).toString());
  }

  @Test
  void whatACallTakesIsMadeBeforeIt() {
    Generator generator = generator(3);
    int fed = 0;
    for (int i = 0; i < 200; i++) {
      Program program =
          generator.append(Program.EMPTY, SHIPPED.call("epoll_ctl$add").orElseThrow());
      Invocation last = program.invocations().get(program.size() - 1);
      Arg.ResultArg epoll = (Arg.ResultArg) last.args().get(0);
      if (epoll.isReference()) {
        fed++;
        assertTrue(
            program.invocations().stream()
                .anyMatch(
                    invocation ->
                        invocation.label() == epoll.source()
                            && invocation.call().name().equals("epoll_create1")));
      }
    }
    assertTrue(fed > 170, fed + " of 200");
  }

  @Test
  void lengthsAreRight() {
    Generator generator = generator(7);
    for (int i = 0; i < 100; i++) {
      Program program = generator.append(Program.EMPTY, SHIPPED.call("write").orElseThrow());
      List<Arg> args = program.invocations().get(program.size() - 1).args();
      if (args.get(1) instanceof Arg.PointerArg pointer) {
        assertEquals(pointer.target().size(), ((Arg.ConstArg) args.get(2)).value());
      }
    }
  }

  @Test
  void buffersOfOneProgramDoNotOverlap() {
    Program program = generator(9).generate(CallChooser.uniform(CALLS), 60);
    List<long[]> areas = new ArrayList<>();
    for (Invocation invocation : program.invocations()) {
      Args.visit(
          invocation.args(),
          arg -> {
            if (arg instanceof Arg.PointerArg pointer) {
              areas.add(
                  new long[] {
                    pointer.address(), pointer.address() + Math.max(1, pointer.target().size())
                  });
            }
          });
    }
    areas.sort((a, b) -> Long.compare(a[0], b[0]));
    for (int i = 1; i < areas.size(); i++) {
      assertTrue(areas.get(i - 1)[1] <= areas.get(i)[0]);
    }
    assertTrue(areas.size() > 50);
  }

  @Test
  void callsWhoseResourcesNothingMakesAreLeftOut() {
    Descriptions descriptions =
        Compiled.of("resource r[int32]\nresource s[int32]\nopen() r\nclose(a r)\ncall(a s)\n");

    assertEquals(2, CallSet.all(descriptions).calls().size());
    assertEquals(
        List.of("open"),
        CallSet.of(descriptions, call -> !call.name().equals("close")).calls().stream()
            .map(Object::toString)
            .toList());
  }

  @Test
  void typesWithoutEndAreCutShort() {
    Descriptions descriptions =
        Compiled.of(
            "call(a ptr[in, s])\ns {\n\tnext ptr[in, s, opt]\n\tall ptr[in, array[s]]\n}\n");
    CallSet calls = CallSet.all(descriptions);
    Generator generator = new Generator(calls, new SplittableRandom(1));
    for (int i = 0; i < 50; i++) {
      Program program = generator.generate(CallChooser.uniform(calls), 1);
      assertTrue(program.toString().length() < 1_000_000);
    }
  }

  @Test
  void whatTheKernelWritesHasNoValue() {
    Program program = generator(11).generate(CallChooser.uniform(CALLS), 300);
    for (Invocation invocation : program.invocations()) {
      Args.visit(
          invocation.args(),
          arg -> {
            if (arg instanceof Arg.ConstArg number
                && number.direction() == Direction.OUT
                && !(number.type() instanceof Type.Len)) {
              assertEquals(number.type().defaultValue(), number.value());
            }
          });
    }
  }
}
