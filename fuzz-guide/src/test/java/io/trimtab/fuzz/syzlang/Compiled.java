package io.trimtab.fuzz.syzlang;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.trimtab.fuzz.model.Call;
import io.trimtab.fuzz.model.Descriptions;
import io.trimtab.fuzz.model.Type;
import java.util.List;

/** Descriptions that a test writes, compiled. */
public final class Compiled {
  private static final String NUMBERS =
      """
      arches = amd64, arm64
      __NR_call = 1
      __NR_open = 2
      __NR_close = 3
      ONE = 1
      TWO = 2
      FOUR = 4
      ARM_ONLY = arm64:7
      """;

  private Compiled() {}

  /** Of a text that is right. */
  public static Descriptions of(String text) {
    Diagnostics diagnostics = new Diagnostics();
    Descriptions descriptions = with(text, diagnostics);
    assertEquals(List.of(), diagnostics.errors());
    return descriptions;
  }

  static Descriptions with(String text, Diagnostics diagnostics) {
    ConstTable constants = new ConstTable("amd64", diagnostics);
    constants.add("test.txt.const", NUMBERS);
    List<Declaration> declarations = Parser.parse("test.txt", text, diagnostics);
    return Compiler.compile(List.of(declarations), constants, "amd64", diagnostics);
  }

  static List<String> errors(String text) {
    Diagnostics diagnostics = new Diagnostics();
    with(text, diagnostics);
    return diagnostics.errors();
  }

  /** What the argument of {@code call(a ptr[...])} points to. */
  static Type pointee(Descriptions descriptions) {
    Call call = descriptions.call("call").orElseThrow();
    return ((Type.Pointer) call.arguments().get(0).type()).target();
  }
}
