package io.trimtab.fuzz.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.fuzz.exec.Coverage;
import io.trimtab.fuzz.program.Program;
import org.junit.jupiter.api.Test;

class ChancesTest {
  private final Chances chances = new Chances();

  private Coverage promised() {
    return chances.take().orElseThrow().promised();
  }

  @Test
  void whatOthersPromiseNeedsNoSecondProgram() {
    chances.add(Program.EMPTY, Coverage.of(1, 2));
    chances.add(Program.EMPTY, Coverage.of(2));
    chances.add(Program.EMPTY, Coverage.of(2, 3));

    assertEquals(Coverage.of(1, 2), promised());
    chances.add(Program.EMPTY, Coverage.of(2, 3));
    assertEquals(Coverage.of(3), promised());
    assertEquals(Coverage.of(2), promised());
    assertTrue(chances.take().isEmpty());
  }

  @Test
  void onlySoManyWait() {
    for (int i = 0; i < 1000; i++) {
      chances.add(Program.EMPTY, Coverage.of(i));
    }

    int count = 0;
    while (chances.take().isPresent()) {
      count++;
    }
    assertEquals(64, count);
  }
}
