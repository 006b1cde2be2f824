package io.trimtab.fuzz.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.fuzz.model.Descriptions;
import io.trimtab.fuzz.syzlang.ShippedDescriptions;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ProgramTest {
  private static final Descriptions SHIPPED = ShippedDescriptions.load();
  private static final CallSet CALLS = CallSet.all(SHIPPED);

  private static final String SERVER =
      """
      r0 = socket$tcp(0x2, 0x1, 0x0)
      r1 = epoll_create1(0x0)
      bind$in(r0, &(0x7f0000000040)={0x2, 0x4e20, 0x7f000001}, 0x10)
      getpid()
      listen(r0, 0x5)
      epoll_ctl$add(r1, 0x1, r0, &(0x7f0000000080)={0x1, 0x7})
      """;

  private static Program read(String text) {
    return ProgramReader.read(SHIPPED, "p", text, ProgramReader.Mode.STRICT);
  }

  @Test
  void aCallThatGoesLeavesDefaultsBehind() {
    Program program = read(SERVER).without(0);

    assertEquals(5, program.size());
    assertTrue(program.toString().contains("listen(0xffffffffffffffff, 0x5)"));
    assertTrue(program.toString().startsWith("r0 = epoll_create1(0x0)"));
  }

  @Test
  void aProgramIsCutDownToWhatMatters() {
    Minimiser minimiser =
        new Minimiser(
            (program, call) ->
                program.toString().contains("r0 = socket$tcp")
                    && program.invocations().get(call).call().name().equals("listen")
                    && program.toString().contains("listen(r0"),
            1000);

    Minimiser.Result result = minimiser.minimise(read(SERVER), 4);

    assertEquals("r0 = socket$tcp(0x2, 0x1, 0x0)\nlisten(r0, 0x0)\n", result.program().toString());
    assertEquals(1, result.call());
    assertTrue(result.tests() < 40, result.tests() + " tests");
  }

  @Test
  void minimisingEndsWhenItMay() {
    Minimiser minimiser = new Minimiser((program, call) -> true, 3);

    assertTrue(minimiser.minimise(read(SERVER), 5).tests() <= 3);
  }

  @Test
  void valuesGetSimpler() {
    Minimiser minimiser =
        new Minimiser((program, call) -> program.toString().contains("write"), 1000);
    Program program =
        read(
            "writev(0xffffffffffffffff, &(0x7f0000000040)=[{&(0x7f0000000080)='abcd', 0x4}, {&(0x7f00000000c0)='x', 0x1}], 0x2)\n");

    assertEquals(
        "writev(0xffffffffffffffff, &(0x7f0000000040)=[{&(0x7f0000000080)}], 0x1)\n",
        minimiser.minimise(program, 0).program().toString());
  }

  @Test
  void twoProgramsBecomeOne() {
    Mutator mutator =
        new Mutator(
            new Generator(CALLS, new SplittableRandom(1)),
            CallChooser.uniform(CALLS),
            Mutator.Weights.DEFAULT);
    Program other = read("r0 = inotify_init1(0x0)\nclose(r0)\n");

    Program joined = mutator.splice(read(SERVER), List.of(other));

    assertEquals(8, joined.size());
    assertTrue(Validator.problem(joined).isEmpty());
    List<String> lines = joined.toString().lines().toList();
    int at = 0;
    while (!lines.get(at).contains("inotify")) {
      at++;
    }
    String made = lines.get(at).substring(0, 2);
    assertEquals("close(" + made + ")", lines.get(at + 1));
  }

  /** The kernel does not mind where something lies: such a change is a run for nothing. */
  @Test
  void noChangeOnlyMovesSomethingInMemory() {
    Program program = read(SERVER);
    Mutator mutator =
        new Mutator(
            new Generator(CALLS, new SplittableRandom(2)),
            CallChooser.uniform(CALLS),
            Mutator.Weights.DEFAULT);
    int moved = 0;
    int[] nulls = {0};
    for (int i = 0; i < 20_000; i++) {
      Program changed = mutator.argument(program);
      boolean isSame = changed.equals(program);
      moved += !isSame && withoutAddresses(changed).equals(withoutAddresses(program)) ? 1 : 0;
      for (Invocation invocation : changed.invocations()) {
        Args.visit(invocation.args(), arg -> nulls[0] += arg instanceof Arg.SpecialArg ? 1 : 0);
      }
    }

    assertEquals(0, moved);
    assertTrue(nulls[0] > 0 && nulls[0] < 2000, nulls[0] + " null pointers");
  }

  private static String withoutAddresses(Program program) {
    return program.toString().replaceAll("&\\(0x7f[0-9a-f]+", "&(");
  }

  @Test
  void everyChangeKeepsAProgramOne() {
    SplittableRandom random = new SplittableRandom(4);
    Mutator mutator =
        new Mutator(
            new Generator(CALLS, random), CallChooser.uniform(CALLS), Mutator.Weights.DEFAULT);
    Program program = read(SERVER);
    for (int i = 0; i < 500; i++) {
      Program changed =
          switch (i % 3) {
            case 0 -> mutator.argument(program);
            case 1 -> mutator.insert(program);
            default -> mutator.mutate(program, List.of(program));
          };
      assertTrue(Validator.problem(changed).isEmpty());
      program = i % 20 == 0 ? read(SERVER) : changed;
    }
  }
}
