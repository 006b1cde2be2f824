package io.trimtab.fuzz.syzlang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.fuzz.model.ArrayType;
import io.trimtab.fuzz.model.Condition;
import io.trimtab.fuzz.model.Descriptions;
import io.trimtab.fuzz.model.Field;
import io.trimtab.fuzz.model.Resource;
import io.trimtab.fuzz.model.StructType;
import io.trimtab.fuzz.model.Type;
import io.trimtab.fuzz.model.UnionType;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompilerTest {
  private static StructType struct(String fields) {
    return (StructType) Compiled.pointee(Compiled.of("call(a ptr[in, s])\n" + fields));
  }

  @Test
  void structsLieAsInC() {
    StructType struct =
        struct("s {\n\ta int8\n\tb int32\n\tc int16be\n\td int64\n\te array[int8, 3]\n}\n");

    assertEquals(32, struct.size());
    assertEquals(
        List.of(0L, 3L, 0L, 6L, 0L),
        struct.layout().places().stream().map(StructType.Place::padding).toList());
    assertEquals(5, struct.layout().tail());
    assertEquals(15, struct("s {\n\ta int8\n\tb int32\n\tc int16\n\td int64\n} [packed]\n").size());
    assertEquals(16, struct("s {\n\ta int8\n} [align[16]]\n").size());
    assertEquals(24, struct("s {\n\ta int64\n} [size[24]]\n").size());
  }

  /** The sizes and places are gcc's on x86-64. */
  @Test
  void bitFieldsShareTheirUnits() {
    StructType one = struct("s {\n\ta int32:4\n\tb int32:30\n\tc int8\n}\n");
    assertEquals(12, one.size());
    assertEquals(new StructType.Place(0, 0, 0, 4), one.layout().places().get(1));

    StructType two = struct("s {\n\ta int16\n\tb int32:4\n\tc int32:12\n\td int8\n}\n");
    assertEquals(8, two.size());
    assertEquals(new StructType.Place(0, 2, 16, 0), two.layout().places().get(1));
    assertEquals(20, two.layout().places().get(2).bitOffset());

    assertEquals(8, struct("s {\n\ta int8:4\n\tb int8:5\n\tc int32\n}\n").size());
    assertEquals(8, struct("s {\n\ta int64:33\n\tb int64:31\n}\n").size());
  }

  @Test
  void fieldsLieOverOthersWhereTheKernelAnswersInPlace() {
    StructType struct = struct("s {\n\ta int64\n\tb int16\n\tc int32 (out_overlay)\n\td int8\n}\n");

    assertEquals(2, struct.overlay());
    assertEquals(16, struct.size());
    assertEquals(
        "[IN, IN, OUT, OUT]",
        struct.fields().stream().map(f -> f.direction().orElseThrow()).toList().toString());
  }

  @Test
  void resourcesInherit() {
    Descriptions descriptions =
        Compiled.of(
            """
            resource fd[int32]: -1, ONE
            resource sock[fd]: TWO
            resource tcp[sock]
            open() tcp
            close(a fd)
            call(s ptr[out, both], p ptr[inout, fd, opt])
            both {
            	a\tfd
            	b\tsock (in)
            }
            """);
    Resource tcp =
        descriptions.resources().stream()
            .filter(r -> r.name().equals("tcp"))
            .findFirst()
            .orElseThrow();
    Resource fd =
        descriptions.resources().stream()
            .filter(r -> r.name().equals("fd"))
            .findFirst()
            .orElseThrow();

    assertEquals(List.of("fd", "sock", "tcp"), tcp.kinds());
    assertEquals(List.of(-1L, 1L, 2L), tcp.values());
    assertEquals(4, tcp.scalar().size());
    assertTrue(tcp.isA(fd));
    assertFalse(fd.isA(tcp));
    assertEquals(
        Set.of("open", "call"),
        descriptions.makersOf(fd).stream().map(Object::toString).collect(Collectors.toSet()));
    assertEquals(1, descriptions.makersOf(tcp).size());
    assertEquals(
        Set.of("fd", "sock"),
        descriptions.flow(descriptions.call("call").orElseThrow()).taken().stream()
            .map(Resource::name)
            .collect(Collectors.toSet()));
  }

  @Test
  void templatesAreFilledIn() {
    StructType struct =
        struct(
            """
            type attr[TYPE, PAYLOAD] {
            	len\tlen[parent, int16]
            	type\tconst[TYPE, int16]
            	payload\tPAYLOAD
            } [align[FOUR]]
            type upto[N] int32[0:N]
            type twice[T] attr[TWO, array[T, 2]]
            s {
            	a\ttwice[int32]
            	b\tattr[ONE, twice[upto[9]]]
            }
            """);
    StructType a = (StructType) struct.fields().get(0).type();

    assertEquals("attr[TWO, array[int32, 2]]", a.name());
    assertEquals("attr", a.baseName());
    assertEquals(12, a.size());
    assertEquals(2, ((Type.Const) a.fields().get(1).type()).value());
    assertEquals(28, struct.size());
    StructType inner =
        (StructType) ((StructType) struct.fields().get(1).type()).fields().get(2).type();
    Type.Int element = (Type.Int) ((ArrayType) inner.fields().get(2).type()).element();
    assertEquals(9, element.last());
  }

  @Test
  void conditionalFieldsAreUnionsOfThemselvesAndNothing() {
    StructType struct =
        struct("s {\n\ta int8\n\tb int64 (if[value[a] & ONE != 0])\n\tc int8\n} [packed]\n");
    UnionType union = (UnionType) struct.fields().get(1).type();

    assertTrue(struct.isVarlen());
    assertTrue(union.isConditional());
    assertTrue(union.isFullyConditional());
    Condition.Binary condition = (Condition.Binary) union.fields().get(0).condition().orElseThrow();
    assertEquals(
        new Condition.FieldValue(List.of("parent", "parent", "a")),
        ((Condition.Binary) condition.left()).left());
  }

  @Test
  void argumentsAreAsWideAsAPlainIntegerInAnotherVariant() {
    Descriptions descriptions =
        Compiled.of("call(a int32, b intptr)\ncall$x(a const[ONE], b const[-1])\n");
    List<Field> arguments = descriptions.call("call$x").orElseThrow().arguments();

    assertEquals(4, arguments.get(0).type().size());
    assertEquals(
        new Type.Const(((Type.Const) arguments.get(1).type()).scalar(), -1),
        arguments.get(1).type());
  }

  @Test
  void whatThisArchitectureLacksIsLeftOut() {
    Diagnostics diagnostics = new Diagnostics();
    Descriptions descriptions =
        Compiled.with(
            "call(a flags[f])\nf = ONE, ARM_ONLY, TWO\nopen(a const[ARM_ONLY])\nmissing()\n",
            diagnostics);

    assertEquals(List.of(), diagnostics.errors());
    assertEquals(1, descriptions.calls().size());
    assertEquals(
        List.of(1L, 2L),
        ((Type.Flags) descriptions.calls().get(0).arguments().get(0).type()).values());
    assertEquals("ARM_ONLY", diagnostics.unsupported().get("call open"));
    assertEquals("__NR_missing", diagnostics.unsupported().get("call missing"));
  }

  @Test
  void stringsHaveTheirEnd() {
    Descriptions descriptions =
        Compiled.of(
            "call(a ptr[in, string[names]])\nopen(a ptr[in, string[\"ab\", 8]], b ptr[in, stringnoz[\"ab\"]])\nnames = \"x\", \"yz\"\n");
    Type.Buffer names = (Type.Buffer) Compiled.pointee(descriptions);
    List<Field> fixed = descriptions.call("open").orElseThrow().arguments();

    assertEquals(List.of("x\0", "yz\0"), names.values());
    assertTrue(names.isVarlen());
    assertEquals(8, ((Type.Pointer) fixed.get(0).type()).target().size());
    assertEquals(2, ((Type.Pointer) fixed.get(1).type()).target().size());
  }

  @Test
  void recursionBehindAnOptionalPointerIsFine() {
    StructType struct = struct("s {\n\tnext ptr[in, s, opt]\n\tall ptr[in, array[s]]\n}\n");

    assertEquals(16, struct.size());
    assertEquals(struct, ((Type.Pointer) struct.fields().get(0).type()).target());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "call(a strnig) | test.txt:1:8: unknown type strnig; declare it, or pass the file that does",
        "call(a mine)//type min int8 | test.txt:1:8: unknown type mine; did you mean min?",
        "call(a int32[1:2:3]) | test.txt:1:14: the range 1:2:3 does not fit into int32",
        "call(a ptr[in, const[0x100, int8]]) | test.txt:1:22: 0x100 does not fit into 8 bits",
        "call(a const[1, 2]) | test.txt:1:8: wrong number of arguments for const; it is written const[VALUE, int32]",
        "call(a flags[none]) | test.txt:1:14: unknown flags none; declare them with \"=\"",
        "call(a ptr[to, int8]) | test.txt:1:12: a pointer has a direction first: in, out or inout",
        "call(a array[int8]) | test.txt:1:8: a call takes no array; use ptr[in, array]",
        "call(a len[b]) | test.txt:1:6: the length of a refers to b, which is not there; name a field of , parent, syscall:ARGUMENT, or a struct around it",
        "call() int32 | test.txt:1:8: a call returns a resource or nothing; int32 is none",
        "call() (fast) | test.txt:1:9: unknown attribute fast.*",
        "call()//call() | test.txt:2:1: call is declared at test.txt:1:1 already; rename one of them",
        "f = g//g = f//call(a flags[f]) | test.txt:1:1: flags contain themselves.*",
        "resource a[b]//resource b[a]//call(a a) | test.txt:1:1: the resource is made of itself.*",
        "s {//a s//}//call(a ptr[in, s]) | test.txt:2:1: the type contains itself: s -> s; make a pointer opt.*",
        "s {//a ptr[in, s]//}//call(a ptr[in, s]) | test.txt:2:1: the type contains itself.*",
        "type t[A] t[A]//call(a t[int8]) | test.txt:1:11: t is made of itself.*",
        "type t[A] {//a ptr[in, t[ptr[in, A]], opt]//}//call(a ptr[in, t[int8]]) | test.txt:2:11: t is made of itself.*",
        "s {//a array[int8]//b int8//}//call(a ptr[in, s]) | test.txt:2:1: a has no fixed size; mark s packed.*",
        "u [//a int8 (if[value[u:x] == 1])//] [varlen]//call(a ptr[in, u]) | test.txt:1:1: the last field of a union.*",
        "s {//a int8//a int8//}//call(a ptr[in, s]) | test.txt:3:1: there is a field a already; rename one",
        "resource int8[int8] | test.txt:1:1: int8 has a meaning of its own; choose another name",
      })
  void errorsNameThePlaceAndWhatToDo(String text, String message) {
    String error = Compiled.errors(text.replace("//", "\n")).get(0);

    assertTrue(error.equals(message) || error.matches(message.replace("[", "\\[")), error);
  }

  @Test
  void templatesThatDoubleAreStopped() {
    StringBuilder text =
        new StringBuilder("type t0[A] ptr[in, pair[A, A]]\ntype pair[A, B] {\n\ta A\n\tb B\n}\n");
    for (int i = 1; i < 40; i++) {
      text.append("type t" + i + "[A] t" + (i - 1) + "[pair[A, A]]\n");
    }
    text.append("call(a t39[int8])\n");

    assertTrue(Compiled.errors(text.toString()).get(0).contains("grows too large"));
  }

  @Test
  void filesForOtherArchitecturesAreLeftOut() {
    assertEquals(0, Compiled.of("meta arches[\"arm64\"]\ncall(a nothing)\n").calls().size());
    assertEquals(1, Compiled.of("meta arches[\"arm64\", \"amd64\"]\ncall()\n").calls().size());
  }
}
