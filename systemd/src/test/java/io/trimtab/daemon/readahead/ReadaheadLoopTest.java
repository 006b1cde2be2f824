package io.trimtab.daemon.readahead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.actuators.catalogue.Catalogue;
import io.trimtab.actuators.fake.FakeKernel;
import io.trimtab.actuators.fake.Kernels;
import io.trimtab.actuators.journal.StepListener;
import io.trimtab.actuators.transaction.Actuator;
import io.trimtab.actuators.transaction.StatePaths;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the loop does with what it is shown, on a kernel of files. */
class ReadaheadLoopTest {
  private static final String READAHEAD = Kernels.VDA + "read_ahead_kb";

  @TempDir private Path directory;
  private final FakeKernel kernel = Kernels.small();
  private final List<ReadaheadEvent> events = new ArrayList<>();
  private final SharesModel model = new SharesModel();
  private Actuator actuator;
  private ReadaheadLoop loop;
  private String original = "";
  private final InventedReads reads = new InventedReads();

  @BeforeEach
  void open() {
    original = kernel.line(READAHEAD);
    actuator =
        Actuator.open(
            kernel,
            Catalogue.probe(kernel),
            StatePaths.in(directory),
            "a test",
            Clock.systemUTC(),
            StepListener.NONE);
    loop =
        new ReadaheadLoop(
            actuator, model, SharesModel.PATTERNS, InventedReads.MAP, name -> true, events::add);
  }

  @AfterEach
  void close() {
    actuator.close();
  }

  @Test
  void eachPatternGetsItsReadaheadAndTheEndThatOfBefore() {
    tick(1000, 0, 0.1);
    assertEquals("0", kernel.line(READAHEAD));
    tick(1000, 1000, 0.1);
    assertEquals("1024", kernel.line(READAHEAD));
    loop.close();
    assertEquals(original, kernel.line(READAHEAD));
    assertEquals(
        List.of("Recognised", "Turned", "Recognised", "Turned"),
        events.stream().map(event -> event.getClass().getSimpleName()).toList());
  }

  @Test
  void aQuietDeviceKeepsWhatItHas() {
    tick(1000, 0, 0.1);
    for (int i = 0; i < 5; i++) {
      tick(2, 2, 0.1);
    }
    assertEquals("0", kernel.line(READAHEAD));
    assertEquals(2, events.size(), events::toString);
  }

  @Test
  void whatRaisesThePressureIsUndoneAndLeftAlone() {
    model.votes = 0.8;
    tick(1000, 0, 0.10);
    tick(1000, 0, 0.11);
    assertEquals("0", kernel.line(READAHEAD));
    for (int i = 0; i < 18; i++) {
      tick(1000, 0, 0.9 + 0.01 * (i % 2));
    }
    ReadaheadEvent.Undone undone =
        assertInstanceOf(
            ReadaheadEvent.Undone.class, events.get(events.size() - 1), events::toString);
    assertTrue(undone.factor() > 2, undone::toString);
    assertEquals(original, kernel.line(READAHEAD));
    tick(1000, 0, 0.1);
    assertEquals(original, kernel.line(READAHEAD), "left alone for a while");
    for (int i = 0; i < 5; i++) {
      tick(1000, 1000, 0.1 + 0.001 * (i % 2));
    }
    assertEquals("1024", kernel.line(READAHEAD), "but not in other patterns");
  }

  @Test
  void aLoadThatChangedWhenItWasTurnedIsFoundOut() {
    model.votes = 0.8;
    tick(1000, 0, 0.10);
    tick(1000, 0, 0.11);
    for (int i = 0; i < 18 && kernel.line(READAHEAD).equals("0"); i++) {
      tick(1000, 0, 0.9 + 0.01 * (i % 2));
    }
    assertEquals(original, kernel.line(READAHEAD), "suspected");
    for (int i = 0; i < 10 && kernel.line(READAHEAD).equals(original); i++) {
      tick(1000, 0, 5 + 0.05 * (i % 2));
    }
    assertEquals("0", kernel.line(READAHEAD));
    assertInstanceOf(ReadaheadEvent.Acquitted.class, events.get(events.size() - 2));
    tick(1000, 0, 0.9);
    for (int i = 0; i < 25; i++) {
      tick(1000, 0, 9 + 0.1 * (i % 2));
    }
    assertEquals("0", kernel.line(READAHEAD), "trusted");
  }

  @Test
  void whateverReadsLookLikeUnderTheOriginalEndsNoCheck() {
    model.votes = 0.8;
    tick(1000, 0, 0.10);
    tick(1000, 0, 0.11);
    for (int i = 0; i < 18 && kernel.line(READAHEAD).equals("0"); i++) {
      tick(1000, 0, 0.9 + 0.01 * (i % 2));
    }
    assertEquals(original, kernel.line(READAHEAD), "suspected");
    for (int i = 0; i < 8 && kernel.line(READAHEAD).equals(original); i++) {
      tick(1000, 1000, 5 + 0.05 * (i % 2));
    }
    assertEquals("0", kernel.line(READAHEAD));
    assertInstanceOf(ReadaheadEvent.Acquitted.class, events.get(events.size() - 2));
  }

  @Test
  void whatSomeoneElseSetsIsTheirs() {
    tick(1000, 0, 0.1);
    kernel.set(READAHEAD, "77");
    tick(1000, 1000, 0.1);
    assertInstanceOf(ReadaheadEvent.GivenUp.class, events.get(events.size() - 1));
    tick(1000, 0, 0.1);
    loop.close();
    assertEquals("77", kernel.line(READAHEAD));
  }

  @Test
  void whatSomeoneElseSetsIsFoundWhileTheDeviceIsQuiet() {
    for (String theirs : List.of("77", original)) {
      tick(1000, 0, 0.1);
      assertEquals("0", kernel.line(READAHEAD));
      kernel.set(READAHEAD, theirs);
      for (int i = 0; i < 5; i++) {
        tick(2, 2, 0.1);
      }
      assertEquals(
          new ReadaheadEvent.GivenUp("vda", "someone else has set it to " + theirs, true),
          events.get(events.size() - 1));
      assertEquals(theirs, kernel.line(READAHEAD));
      loop.close();
      assertEquals(theirs, kernel.line(READAHEAD));
      kernel.set(READAHEAD, original);
      loop =
          new ReadaheadLoop(
              actuator, model, SharesModel.PATTERNS, InventedReads.MAP, name -> true, events::add);
    }
  }

  @Test
  void aModelThatFailsIsNotAskedAgain() {
    tick(1000, 0, 0.1);
    model.isBroken = true;
    tick(1000, 1000, 0.1);
    assertEquals(original, kernel.line(READAHEAD));
    assertEquals(
        new ReadaheadEvent.GivenUp("vda", "the model is broken", false),
        events.get(events.size() - 1));
    model.isBroken = false;
    tick(1000, 1000, 0.1);
    assertEquals(original, kernel.line(READAHEAD));
  }

  private void tick(long accesses, long sequential, double stall) {
    reads.second(accesses, sequential, stall, (before, after) -> loop.tick(before, after));
  }
}
