package io.trimtab.daemon.prefetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SwapAreasTest {
  private static final String HEADING = "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority";
  private static final String FILE = "/swap file\\0401      file\t3145724\t0\t-2";
  private static final String ZRAM = "/dev/zram0        partition\t1048572\t0\t100";

  @Test
  void aFileIsSwappedTo() {
    SwapAreas areas = SwapAreas.parse(List.of(HEADING, "/swap\tfile\t3145724\t0\t-2", ZRAM));
    assertEquals(List.of("/swap", "/dev/zram0"), areas.names());
    assertTrue(areas.obstacle().isEmpty());
    assertTrue(SwapAreas.parse(List.of(HEADING, FILE)).obstacle().isEmpty());
  }

  @Test
  void withoutSwapOrWithZramAloneItSaysSo() {
    assertTrue(SwapAreas.parse(List.of(HEADING)).obstacle().orElseThrow().contains("no swap"));
    assertTrue(SwapAreas.parse(List.of()).obstacle().orElseThrow().contains("no swap"));
    assertTrue(SwapAreas.parse(List.of(HEADING, ZRAM)).obstacle().orElseThrow().contains("zram"));
  }
}
