package io.trimtab.fuzz.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.fuzz.exec.Bytes;
import io.trimtab.fuzz.exec.CopyIn;
import io.trimtab.fuzz.exec.CopyOut;
import io.trimtab.fuzz.exec.DataArea;
import io.trimtab.fuzz.exec.ExecCall;
import io.trimtab.fuzz.exec.ExecProgram;
import io.trimtab.fuzz.exec.ExecValue;
import io.trimtab.fuzz.model.Descriptions;
import io.trimtab.fuzz.program.CallSet;
import io.trimtab.fuzz.program.Generator;
import io.trimtab.fuzz.program.Program;
import io.trimtab.fuzz.program.ProgramReader;
import io.trimtab.fuzz.syzlang.Compiled;
import io.trimtab.fuzz.syzlang.ShippedDescriptions;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProgramLoweringTest {
  private static final Descriptions DESCRIPTIONS = ShippedDescriptions.load();

  private static ExecProgram lower(String text) {
    return ProgramLowering.lower(
        ProgramReader.read(DESCRIPTIONS, "test", text, ProgramReader.Mode.STRICT));
  }

  @Test
  void aResultIsHandedOn() {
    ExecProgram program = lower("r0 = socket$tcp(0x2, 0x1, 0x0)\nlisten(r0, 0x5)\n");
    assertEquals(ExecCall.of(41, 2, 1, 0).into(0), program.calls().get(0));
    assertEquals(50, program.calls().get(1).number());
    assertEquals(
        List.of(ExecValue.of(0, -1), ExecValue.constant(5)), program.calls().get(1).arguments());
  }

  @Test
  void whatAPointerLeadsToIsCopiedInAndResultsOut() {
    ExecCall pipe =
        lower(
                "pipe2(&(0x7f0000000040)={<r0=>0xffffffffffffffff, <r1=>0xffffffffffffffff}, 0x0)\n"
                    + "close(r1)\n")
            .calls()
            .get(0);
    assertEquals(ExecValue.constant(DataArea.address(0x40)), pipe.arguments().get(0));
    assertEquals(List.of(new CopyOut(0x40, 4, 0), new CopyOut(0x44, 4, 1)), pipe.copyOuts());
    // The page is there before the kernel writes to it.
    assertEquals(List.of(new CopyIn.Data(0x40, Bytes.of((byte) 0))), pipe.copyIns());
  }

  @Test
  void networkOrderStaysNetworkOrder() {
    ExecCall bind =
        lower("bind$in(0xffffffffffffffff, &(0x7f0000000040)={0x2, 0x4e20, 0x7f000001}, 0x10)\n")
            .calls()
            .get(0);
    assertTrue(
        bind.copyIns().contains(new CopyIn.Word(0x42, 2, true, ExecValue.constant(0x4e20))),
        bind.toString());
  }

  private static ExecCall only(Descriptions descriptions, String text, int process) {
    Program program = ProgramReader.read(descriptions, "test", text, ProgramReader.Mode.STRICT);
    return ProgramLowering.lower(program, process).calls().get(0);
  }

  /** An IPv4 header's, as it stands in a packet that was recorded. */
  @Test
  void aChecksumIsWorkedOut() {
    Descriptions descriptions =
        Compiled.of(
            """
            call(a ptr[in, header])
            header {
            	start	int8
            	tos	int8
            	length	int16be
            	id	int16be
            	frag	int16be
            	ttl	int8
            	proto	int8
            	sum	csum[parent, inet, int16be]
            	from	int32be
            	to	int32be
            } [packed]
            """);
    ExecCall call =
        only(
            descriptions,
            "call(&(0x7f0000000040)={0x45, 0x0, 0x73, 0x0, 0x4000, 0x40, 0x11, 0x0, 0xc0a80001,"
                + " 0xc0a800c7})\n",
            0);
    assertTrue(
        call.copyIns().contains(new CopyIn.Word(0x4a, 2, true, ExecValue.constant(0xb861))),
        call.toString());
  }

  @Test
  void valuesOfAProcessAreItsOwn() {
    Descriptions descriptions = Compiled.of("call(a proc[100, 4])\n");
    assertEquals(
        List.of(ExecValue.constant(109)), only(descriptions, "call(0x1)\n", 2).arguments());
  }

  @Test
  void aUnionThatIsAnArgumentIsWhatIsInIt() {
    Descriptions descriptions =
        Compiled.of("call(a either)\neither [\n\tone\tint64\n\tother\tptr[in, int32]\n]\n");
    assertEquals(
        List.of(ExecValue.constant(7)), only(descriptions, "call(@one=0x7)\n", 0).arguments());
    ExecCall call = only(descriptions, "call(@other=&(0x7f0000000040)=0x5)\n", 0);
    assertEquals(List.of(new CopyIn.Word(0x40, 4, false, ExecValue.constant(5))), call.copyIns());
  }

  @Test
  void whateverIsGeneratedCanBeLowered() {
    CallSet calls = CallSet.of(DESCRIPTIONS, ProgramLowering::isRunnable);
    Generator generator = new Generator(calls, new Random(3));
    int copies = 0;
    for (int i = 0; i < 500; i++) {
      Program program = generator.generate((before, after, random) -> calls.any(random), 10);
      ExecProgram lowered = ProgramLowering.lower(program);
      assertEquals(program.size(), lowered.calls().size());
      assertEquals(lowered, ExecProgram.fromBytes(lowered.toBytes()));
      copies += lowered.calls().stream().mapToInt(call -> call.copyIns().size()).sum();
    }
    assertTrue(copies > 1000, copies + " copies");
  }
}
