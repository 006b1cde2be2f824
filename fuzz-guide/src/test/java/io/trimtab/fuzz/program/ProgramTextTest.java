package io.trimtab.fuzz.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.fuzz.FuzzException;
import io.trimtab.fuzz.model.Descriptions;
import io.trimtab.fuzz.syzlang.Compiled;
import io.trimtab.fuzz.syzlang.ShippedDescriptions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramTextTest {
  private static final Descriptions SHIPPED = ShippedDescriptions.load();

  private static Program read(String text) {
    return ProgramReader.read(SHIPPED, "p", text, ProgramReader.Mode.STRICT);
  }

  /** What is canonical comes back as it is. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "r0 = socket$tcp(0x2, 0x1, 0x0)\nlisten(r0, 0x5)\n",
        "pipe2(&(0x7f0000000040)={<r0=>0xffffffffffffffff, <r1=>0xffffffffffffffff}, 0x800)\nclose(r1)\nclose(r0)\n",
        "pipe2(&(0x7f0000000040)={0xffffffffffffffff, <r0=>0xffffffffffffffff}, 0x0)\ndup(r0)\n",
        "open(&(0x7f0000000040)='./file0\\x00', 0x42, 0x1ff) (fail_nth: 3, async)\n",
        "write(0xffffffffffffffff, &(0x7f0000000040)=\"00ff10\", 0x3)\n",
        "write(0xffffffffffffffff, &(0x7f0000000040)='a\\n\\'\\x00', 0x4)\n",
        "write(0xffffffffffffffff, &(0x7f0000000040)=\"ff00\"/4096, 0x1000)\n",
        "read(0xffffffffffffffff, &(0x7f0000000040)=\"\"/100, 0x64)\n",
        "mmap(&(0x7f0000800000/0x2000)=nil, 0x2000, 0x3, 0x32, 0xffffffffffffffff, 0x0)\n",
        "munmap(0x0, 0x0)\n",
        "utimensat(0xffffffffffffff9c, &(0x7f0000000040)='./file0\\x00', 0x0, 0x0) (rerun: 2)\n",
        "r0 = msgget(0x0, 0x0)\nmsgctl$rmid(r0/2+4, 0x0)\n",
        "bpf$prog_load(0x5, &(0x7f0000000040)={0x1, 0x3, &(0x7f0000000080)={[@map={0x18, 0x1}]}, &(0x7f00000000c0)}, 0x30)\n",
        "write(0xffffffffffffffff, &(0x7f0000000040)=ANY=[@ANYBLOB=\"0102\", @ANYRES32, @ANYBLOB], 0x6)\n",
      })
  void canonicalTextsComeBackAsTheyAre(String text) {
    assertEquals(text, read(text).toString());
  }

  @Test
  void otherTextsBecomeCanonical() {
    assertEquals(
        "r0 = socket$tcp(0x2, 0x1, 0x0)\nlisten(r0, 0xa)\nclose(r0)\n",
        read("""
                # a server
                r7   =  socket$tcp(2,0x1,0x0)   # comment

                r9 = dup(0x0)
                \tlisten(r7, 012)
                close(r7)
                """
                .replace("r9 = dup(0x0)\n", ""))
            .toString());
  }

  @Test
  void lengthsAndAddressesAreFilledIn() {
    assertEquals(
        "openat(0xffffffffffffff9c, &(0x7f0000000040)='./file0\\x00', 0x0, 0x0)\n"
            + "write(0xffffffffffffffff, &(0x7f0000000080)='abc', 0x3)\n",
        read("openat(0xffffffffffffff9c, &AUTO='./file0\\x00', 0x0, 0x0)\n"
                + "write(0xffffffffffffffff, &AUTO='abc', AUTO)\n")
            .toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "closs(0x1) | p:1:1: unknown call closs; pass the descriptions that have it",
        "r0 = closs(0x1) | p:1:6: unknown call closs; pass the descriptions that have it",
        "close(0x1 | p:1:10: \",\" is expected where the line ends",
        "close(0x1, 0x2) | p:1:12: close takes 1 arguments and no more",
        "close() | p:1:8: close takes 1 arguments; add the rest",
        "close(r1) | p:1:9: r1 is not made by an earlier call; name one that is",
        "close(0x10000000000000000) | p:1:7: \"0x10000000000000000\" is no number of 64 bits; write 10 or 0xa",
        "close(0x1) x | p:1:12: nothing may stand behind a call; remove \"x\"",
        "close(0x1) (slow) | p:1:17: unknown property slow; there are fail_nth, async and rerun",
        "close({}) | p:1:7: a struct cannot stand for fd",
        "chdir(&(0x7f0000000000)='x\\x00') | p:1:32: this string is none of those of dir_name",
        "chdir(&(0x7f0000000000)='\\q') | p:1:28: \\q has no meaning; use \\xNN",
        "chdir(&(0x7f0000000000)=\"0\") | p:1:28: half a byte is missing; there are two digits for each",
        "chdir(&(0x7f9900000000)='./dir0\\x00') | p:1:25: the address is outside of the data area of 16 MiB",
        "chdir(&(0x7f0000000000)=' | p:1:26: the line ends within a string",
      })
  void errorsNameThePlaceAndWhatToDo(String text, String message) {
    FuzzException e = assertThrows(FuzzException.class, () -> read(text));

    assertEquals(message, e.getMessage());
    assertEquals(FuzzException.Kind.INVALID, e.kind());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "close(0x1, 0x2) | close(0x1)",
        "close() | close(0xffffffffffffffff)",
        "close(r1) | close(0xffffffffffffffff)",
        "listen(@x=0x1, 0x1) | listen(0xffffffffffffffff, 0x1)",
        "close({[0x1], '}'}) | close(0xffffffffffffffff)",
      })
  void whatNoLongerFitsIsRepairedWhenThatIsWanted(String text, String repaired) {
    Program program = ProgramReader.read(SHIPPED, "p", text, ProgramReader.Mode.LENIENT);

    assertEquals(repaired + "\n", program.toString());
  }

  @Test
  void conditionsDecideWhatIsLeftOpen() {
    Descriptions descriptions =
        Compiled.of(
            "call(a ptr[in, s])\ns {\n\ta int8\n\tb int64 (if[value[a] == 1])\n\tc int8\n} [packed]\n");

    assertEquals(
        "call(&(0x7f0000000000)={0x1, @value=0x5, 0x2})\n",
        ProgramReader.read(
                descriptions,
                "p",
                "call(&(0x7f0000000000)={0x1, @value=0x5, 0x2})",
                ProgramReader.Mode.STRICT)
            .toString());
    for (int a = 0; a < 2; a++) {
      Program program =
          ProgramReader.read(
              descriptions,
              "p",
              "call(&(0x7f0000000000)={0x" + a + "})",
              ProgramReader.Mode.LENIENT);
      Arg.PointerArg pointer = (Arg.PointerArg) program.invocations().get(0).args().get(0);
      Arg.UnionArg union = (Arg.UnionArg) ((Arg.GroupArg) pointer.target()).inner().get(1);
      assertEquals(a == 1 ? "value" : "void", union.type().fields().get(union.index()).name());
    }
  }

  @Test
  void filesStayInTheirDirectory() {
    Descriptions descriptions = Compiled.of("call(a ptr[in, filename])\n");

    for (String name : List.of("/etc/passwd", "../x", "a/../../x")) {
      String text = "call(&(0x7f0000000000)='" + name + "\\x00')";
      assertThrows(
          FuzzException.class,
          () -> ProgramReader.read(descriptions, "p", text, ProgramReader.Mode.LENIENT),
          name);
    }
  }

  @Test
  void depthAndSizeAreBounded() {
    Descriptions descriptions =
        Compiled.of(
            "call(a ptr[in, s])\ns {\n\tnext ptr[in, s, opt]\n\tall ptr[in, array[s]]\n}\nopen(a ptr[in, array[big]])\nbig {\n\ta array[int32, 100000]\n}\n");
    String deep = "call(" + "&(0x7f0000000000)={".repeat(100_000);
    String wide = "open(&(0x7f0000000000)=[" + "{}, ".repeat(10_000) + "{}])";

    for (String text : List.of(deep, wide)) {
      FuzzException e =
          assertThrows(
              FuzzException.class,
              () -> ProgramReader.read(descriptions, "p", text, ProgramReader.Mode.LENIENT));
      assertTrue(e.getMessage().length() < 200, e.getMessage());
    }
  }
}
