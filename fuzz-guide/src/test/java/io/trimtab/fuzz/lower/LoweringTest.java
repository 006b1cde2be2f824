package io.trimtab.fuzz.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.fuzz.FuzzException;
import io.trimtab.fuzz.exec.CopyIn;
import io.trimtab.fuzz.exec.CopyOut;
import io.trimtab.fuzz.exec.DataArea;
import io.trimtab.fuzz.exec.ExecCall;
import io.trimtab.fuzz.exec.ExecProgram;
import io.trimtab.fuzz.exec.ExecValue;
import io.trimtab.fuzz.model.Descriptions;
import io.trimtab.fuzz.program.CallChooser;
import io.trimtab.fuzz.program.CallSet;
import io.trimtab.fuzz.program.Generator;
import io.trimtab.fuzz.program.Program;
import io.trimtab.fuzz.program.ProgramReader;
import io.trimtab.fuzz.syzlang.Compiled;
import io.trimtab.fuzz.syzlang.ShippedDescriptions;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoweringTest {
  private static final Descriptions SHIPPED = ShippedDescriptions.load();

  private static List<ExecCall> lower(Descriptions descriptions, String text) {
    Program program = ProgramReader.read(descriptions, "p", text, ProgramReader.Mode.STRICT);
    return Lowering.lower(program, 0).calls();
  }

  @Test
  void resultsTravelThroughSlots() {
    List<ExecCall> calls =
        lower(SHIPPED, "r0 = socket$tcp(0x2, 0x1, 0x0)\nlisten(r0, 0x5)\nclose(r0)\ngetpid()\n");

    assertEquals(OptionalInt.of(0), calls.get(0).resultSlot());
    assertEquals(41, calls.get(0).number());
    assertEquals(ExecValue.of(0, -1), calls.get(1).arguments().get(0));
    assertEquals(ExecValue.constant(5), calls.get(1).arguments().get(1));
    assertEquals(ExecValue.of(0, -1), calls.get(2).arguments().get(0));
    assertEquals(OptionalInt.empty(), calls.get(3).resultSlot());
  }

  @Test
  void resultsInMemoryAreCopiedOut() {
    List<ExecCall> calls =
        lower(
            SHIPPED,
            "pipe2(&(0x7f0000000040)={0xffffffffffffffff, <r0=>0xffffffffffffffff}, 0x0)\nclose(r0)\n");

    assertEquals(List.of(new CopyOut(0x44, 4, 0)), calls.get(0).copyOuts());
    assertEquals(List.of(), calls.get(0).copyIns());
    assertEquals(ExecValue.constant(DataArea.BASE + 0x40), calls.get(0).arguments().get(0));
    assertEquals(ExecValue.of(0, -1), calls.get(1).arguments().get(0));
  }

  @Test
  void structsBecomeBytes() {
    ExecCall bind =
        lower(
                SHIPPED,
                "bind$in(0xffffffffffffffff, &(0x7f0000000040)={0x2, 0x4e20, 0x7f000001}, 0x10)\n")
            .get(0);

    assertEquals(1, bind.copyIns().size());
    CopyIn.Data data = (CopyIn.Data) bind.copyIns().get(0);
    assertEquals(0x40, data.offset());
    assertEquals("02004e207f0000010000000000000000", data.bytes().toString());
  }

  @Test
  void pointersInMemoryLeadOn() {
    ExecCall call =
        lower(
                SHIPPED,
                "writev(0xffffffffffffffff, &(0x7f0000000040)=[{&(0x7f0000000080)=\"0102\", 0x2}], 0x1)\n")
            .get(0);

    assertEquals(2, call.copyIns().size());
    assertEquals(
        "80000020000000000200000000000000",
        ((CopyIn.Data) call.copyIns().get(0)).bytes().toString());
    assertEquals("0102", ((CopyIn.Data) call.copyIns().get(1)).bytes().toString());
  }

  @Test
  void referencesInMemoryAreWordsAfterTheBytes() {
    List<ExecCall> calls =
        lower(
            SHIPPED,
            "r0 = eventfd2(0x0, 0x0)\nio_uring_register$eventfd(0xffffffffffffffff, 0x4, &(0x7f0000000040)=r0, 0x1)\n");

    assertEquals(
        List.of(new CopyIn.Word(0x40, 4, false, ExecValue.of(0, -1))), calls.get(1).copyIns());
  }

  /** Bytes that gcc makes of the same struct on x86-64, where there is such a one in C. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a int8:4; b int8:4 | 0x3, 0x5 | 53",
        "a int32:4; b int32:30; c int8 | 0xf, 0x1, 0x7 | 0f 0100000007",
        "a int16; b int32:4; c int32:12 | 0x1, 0xa, 0x123 | 01003a12",
        "a int16be; b int32 | 0x102, 0x3 | 0102 03000000",
        "a fmt[dec, int32]; b int8 | 0x2a, 0x1 | 3030303030303030303030303030303030303432 01",
        "a fmt[hex, int32] | 0x2a | 3078303030303030303030303030303032 61",
        "a const[0x45, int8]; b int8; c csum[parent, inet, int16be] | 0x45, 0x1, 0x0 | 4501bafe",
      })
  void fieldsLieAsInC(String fields, String values, String bytes) {
    Descriptions descriptions =
        Compiled.of("call(a ptr[in, s])\ns {\n\t" + fields.replace("; ", "\n\t") + "\n}\n");

    ExecCall call = lower(descriptions, "call(&(0x7f0000000040)={" + values + "})\n").get(0);

    StringBuilder all = new StringBuilder();
    call.copyIns().forEach(in -> all.append(((CopyIn.Data) in).bytes()));
    assertEquals(bytes.replace(" ", ""), all.toString());
  }

  @Test
  void valuesOfAProcessAreItsOwn() {
    Descriptions descriptions = Compiled.of("call(a proc[100, 4])\n");
    Program program =
        ProgramReader.read(descriptions, "p", "call(0x1)\n", ProgramReader.Mode.STRICT);

    assertEquals(
        List.of(ExecValue.constant(109)), Lowering.lower(program, 2).calls().get(0).arguments());
  }

  @Test
  void whateverIsGeneratedCanBeRun() {
    CallSet calls = CallSet.all(SHIPPED);
    Generator generator = new Generator(calls, new SplittableRandom(2));
    for (int i = 0; i < 400; i++) {
      Program program = generator.generate(CallChooser.uniform(calls), 3);
      if (program.size() <= 64) {
        ExecProgram lowered = Lowering.lower(program, i % 4);
        assertEquals(program.size(), lowered.calls().size());
        assertTrue(lowered.toBytes().length > 0);
      }
    }
  }

  @Test
  void whatCannotBeRunIsRefused() {
    Descriptions descriptions = Compiled.of("syz_made_up()\ncall()\n");
    Program made =
        ProgramReader.read(descriptions, "p", "syz_made_up()\n", ProgramReader.Mode.STRICT);
    Program tooLong =
        ProgramReader.read(descriptions, "p", "call()\n".repeat(65), ProgramReader.Mode.STRICT);

    assertThrows(FuzzException.class, () -> Lowering.lower(made, 0));
    assertThrows(FuzzException.class, () -> Lowering.lower(tooLong, 0));
  }
}
