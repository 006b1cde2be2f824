package io.trimtab.fuzz.syzlang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.fuzz.FuzzException;
import io.trimtab.fuzz.model.Position;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParserTest {
  private static List<String> errors(String text) {
    Diagnostics diagnostics = new Diagnostics();
    Parser.parse("a.txt", text, diagnostics);
    return diagnostics.errors();
  }

  @Test
  void everyKindOfDeclarationIsRead() {
    List<Declaration> declarations =
        Parser.parse(
            "a.txt",
            """
            # Comments are left out, and so is the white space.
            meta noextract
            include <linux/fs.h>
            incdir <arch/x86>
            define LIMIT\tOTHER + 2  # this is C, and stays
            resource fd[int32]: -1, AT_FDCWD
            modes = 1, 0x2, 'a', LAST
            names = "x", `00ff`
            type id int32[0:10]
            type list[T, N] {
            	n\tlen[items, int8:4]
            	items\tarray[T, N]\t(in)
            } [packed, align[8]]
            choice [
            	a\tint8\t(if[value[b:c] & ONE == 1 || value[d] != 2])
            	b\tptr[in, string["x"], opt]
            ] [varlen]
            open$x(fd fd, mode flags[modes]) fd (timeout[10], disabled)
            """);

    assertEquals(11, declarations.size());
    assertEquals(
        "OTHER + 2  # this is C, and stays",
        ((Declaration.Define) declarations.get(3)).expression());
    assertEquals(
        List.of("18446744073709551615", "AT_FDCWD"),
        ((Declaration.Resource) declarations.get(4))
            .values().stream().map(Expr::toString).toList());
    assertEquals(
        List.of("1", "2", "97", "LAST"),
        ((Declaration.Flags) declarations.get(5)).values().stream().map(Expr::toString).toList());
    Declaration.Struct list = ((Declaration.Alias) declarations.get(8)).struct().orElseThrow();
    assertEquals("len[items, int8:4]", list.fields().get(0).type().toString());
    Declaration.Struct choice = (Declaration.Struct) declarations.get(9);
    assertTrue(choice.isUnion());
    assertEquals(
        "if[(((value[b:c] & ONE) == 1) || (value[d] != 2))]",
        choice.fields().get(0).attributes().get(0).toString());
    Declaration.Call call = (Declaration.Call) declarations.get(10);
    assertEquals("open", call.kernelName());
    assertEquals(new Position("a.txt", 18, 1), call.at());
    assertEquals(new Position("a.txt", 18, 15), call.arguments().get(1).at());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "foo(a int32 | a.txt:1:12: unexpected the end of the line: \",\" is expected",
        "foo(a @int32) | a.txt:1:7: the character \"@\" has no meaning here; remove it",
        "x = \"abc | a.txt:1:5: this string has no end; add \" before the line ends",
        "x = `0g` | a.txt:1:5: `0g` has other than hexadecimal digits; correct them",
        "x = 0x1ffffffffffffffff0 | a.txt:1:5: \"0x1ffffffffffffffff0\" is no number of 64 bits; write 10, -10 or 0xa",
        "x = 'ab' | a.txt:1:5: a character has one letter between its quotes: 'a'",
        "resource x int32 | a.txt:1:12: unexpected \"int32\": \"[\" is expected",
        "x ! 1 | a.txt:1:3: the character \"!\" has no meaning here; remove it",
        "1 = 2 | a.txt:1:1: unexpected \"1\": a name is expected",
      })
  void errorsNameThePlaceAndWhatToDo(String text, String message) {
    assertEquals(message, errors(text).get(0));
  }

  @Test
  void readingGoesOnAfterAnError() {
    List<String> errors = errors("foo(\nbar(a int32)\nbaz(]\nqux {\n\ta int8 b\n}\n");

    assertEquals(
        List.of("a.txt:1:5", "a.txt:3:5", "a.txt:5:9"),
        errors.stream().map(error -> error.substring(0, 9)).toList().subList(0, 3));
  }

  @Test
  void depthIsBounded() {
    String nested = "x(a " + "ptr[in, ".repeat(100_000) + "int8" + "]".repeat(100_000) + ")";
    String chain = "s {\n\ta int8 (if[1" + " & 1".repeat(100_000) + "])\n}\n";

    assertTrue(errors(nested).get(0).contains("more than 64 levels; name the inner types"));
    assertTrue(errors(chain).get(0).contains("more than 64 levels"));
  }

  @Test
  void manyFieldsWithConditionsAreNotDeep() {
    String fields = "\tf int8 (if[value[a] == 1 || value[b] == 2])\n".repeat(500);

    assertEquals(List.of(), errors("s {\n" + fields + "}\n"));
  }

  @Test
  void onlyTheFirstErrorsAreShown() {
    FuzzException e =
        assertThrows(FuzzException.class, () -> Parser.parse("a.txt", "@\n".repeat(5000)));

    assertEquals(FuzzException.Kind.INVALID, e.kind());
    assertEquals(6, e.getMessage().lines().count());
    assertTrue(e.getMessage().endsWith("more errors"));
  }
}
