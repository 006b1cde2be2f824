package io.trimtab.fuzz.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.fuzz.FuzzException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultFormatTest {
  @Test
  void readsWhatTheExecutorWrites() {
    byte[] bytes =
        new WireWriter()
            .number(1)
            .number(2)
            // A call that returned 3 by way of 0x1000, 0x1010 and 0x1008.
            .number(3)
            .number(0)
            .number(3)
            .number(0)
            .number(3)
            .number(0x2000)
            .number(0x20)
            .number(0xf)
            // One that did not return.
            .number(1)
            .number(0)
            .number(-1)
            .number(1)
            .number(0)
            .finish();
    ExecResult result = ResultFormat.decode(bytes, 3);
    assertEquals(ExecResult.End.DIED, result.end());
    assertEquals(
        List.of(
            new CallResult(
                CallResult.State.FINISHED, 0, 3, Coverage.of(0x1000, 0x1008, 0x1010), false),
            new CallResult(CallResult.State.UNFINISHED, 0, -1, Coverage.NONE, true),
            CallResult.NOT_RUN),
        result.calls());
    assertTrue(result.calls().get(0).succeeded());
    assertEquals(Coverage.of(0x1000, 0x1008, 0x1010), result.coverage());
  }

  @Test
  void moreResultsThanCallsAreRefused() {
    byte[] bytes = new WireWriter().number(0).number(2).finish();
    FuzzException e = assertThrows(FuzzException.class, () -> ResultFormat.decode(bytes, 1));
    assertEquals("byte 2: the number of results is 2, at most 1", e.getMessage());
  }

  @Test
  void aCountOfPlacesThatAreNotThereAsksForNoMemory() {
    byte[] bytes =
        new WireWriter()
            .number(0)
            .number(1)
            .number(3)
            .number(0)
            .number(0)
            .number(0)
            .number(1 << 20)
            .finish();
    FuzzException e = assertThrows(FuzzException.class, () -> ResultFormat.decode(bytes, 1));
    assertTrue(e.getMessage().contains("the number of places is 1048576"), e.getMessage());
  }
}
