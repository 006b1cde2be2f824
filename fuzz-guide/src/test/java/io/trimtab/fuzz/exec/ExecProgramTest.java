package io.trimtab.fuzz.exec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.fuzz.FuzzException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExecProgramTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void comesBackAsItWasSent(long seed) {
    RandomPrograms programs = new RandomPrograms(new Random(seed));
    for (int i = 0; i < 200; i++) {
      ExecProgram program = programs.next();
      assertEquals(program, ExecProgram.fromBytes(program.toBytes()));
    }
  }

  @Test
  void aSmallProgramIsAFewBytes() {
    ExecProgram program =
        ExecProgram.of(
            ExecCall.of(41, 2, 1, 0).into(0),
            new ExecCall(
                50,
                List.of(ExecValue.of(0, -1), ExecValue.constant(5)),
                List.of(),
                List.of(),
                OptionalInt.empty()));
    byte[] bytes = {
      2, 41, 0, 3, 0, 2, 0, 1, 0, 0, 1, 0, //
      50, 0, 2, 1, 0, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1, 1, 0, 0, 5, 0, 0
    };
    assertArrayEquals(bytes, program.toBytes());
  }

  /**
   * A damaged program is either another program or an error with a position; never anything else.
   */
  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void damageIsSaid(long seed) {
    Random random = new Random(seed);
    RandomPrograms programs = new RandomPrograms(random);
    int refused = 0;
    for (int i = 0; i < 3000; i++) {
      byte[] bytes = programs.next().toBytes();
      bytes = random.nextBoolean() ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
      for (int changes = random.nextInt(3); changes > 0 && bytes.length > 0; changes--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      try {
        ExecProgram program = ExecProgram.fromBytes(bytes);
        assertEquals(program, ExecProgram.fromBytes(program.toBytes()));
      } catch (FuzzException e) {
        assertTrue(e.getMessage().startsWith("byte "), e.getMessage());
        assertEquals(FuzzException.Kind.INVALID, e.kind());
        refused++;
      }
    }
    assertTrue(refused > 500, refused + " refused");
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new CopyIn.Data(DataArea.SIZE - 1, Bytes.of((byte) 1, (byte) 2)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new CopyIn.Word(DataArea.SIZE - 4, 8, false, ExecValue.constant(0)));
    assertThrows(
        IllegalArgumentException.class, () -> new CopyIn.Word(0, 3, false, ExecValue.constant(0)));
    assertThrows(IllegalArgumentException.class, () -> ExecValue.of(Limits.SLOTS, 0));
    assertThrows(IllegalArgumentException.class, () -> new ExecValue.Reference(0, 0, 0, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> new ExecProgram(Collections.nCopies(Limits.CALLS + 1, ExecCall.of(39))));
  }

  @Test
  void aProgramThatIsTooLongIsRefused() {
    Bytes big = Bytes.of(new byte[Limits.BYTES / 2]);
    ExecCall call = ExecCall.of(39).with(new CopyIn.Data(0, big), new CopyIn.Data(0, big));
    FuzzException e = assertThrows(FuzzException.class, () -> ExecProgram.of(call).toBytes());
    assertTrue(e.getMessage().contains("at most 1048576"), e.getMessage());
  }
}
