package io.trimtab.fuzz.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.trimtab.fuzz.exec.Coverage;
import io.trimtab.fuzz.program.Program;
import java.util.List;
import org.junit.jupiter.api.Test;

class HarvestTest {
  private static final Coverage SOME = Coverage.of(0, 10, 20, 30);

  private final Harvest harvest = new Harvest();

  @Test
  void whatWasSeenIsNewNoMore() {
    assertEquals(SOME, harvest.fresh(SOME));
    assertEquals(0, harvest.places());

    harvest.see(Coverage.of(0, 20));

    assertEquals(
        List.of(Coverage.of(10, 30), Coverage.NONE), harvest.fresh(List.of(SOME, Coverage.of(0))));
    assertEquals(2, harvest.places());
    assertEquals(Coverage.of(0, 20), harvest.signal());
  }

  @Test
  void whatDidNotComeAgainThreeTimesIsLeftAlone() {
    harvest.doubt(Coverage.of(0, 10));
    harvest.doubt(Coverage.of(10));
    assertEquals(SOME, harvest.fresh(SOME));

    harvest.doubt(Coverage.of(10, 30));

    assertEquals(Coverage.of(0, 20, 30), harvest.fresh(SOME));
    assertEquals(0, harvest.places());
  }

  @Test
  void itGoesOnFromAnother() {
    harvest.restore(List.of(Program.EMPTY), program -> 7, SOME);

    assertEquals(SOME, harvest.signal());
    assertEquals(Coverage.NONE, harvest.fresh(SOME));
    assertEquals(List.of(Program.EMPTY), harvest.programs());
    assertEquals(7, harvest.weights().of(0));
  }
}
