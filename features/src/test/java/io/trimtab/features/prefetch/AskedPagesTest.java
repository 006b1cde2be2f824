package io.trimtab.features.prefetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AskedPagesTest {
  private final AskedPages asked = new AskedPages(16);

  @Test
  void aPageThatCameAndWasTouchedIsUsed() {
    assertTrue(asked.ask(7));
    assertFalse(asked.ask(7));
    asked.fetched(7, 6);
    assertTrue(asked.use(7, 5));
    assertFalse(asked.use(7, 5));
    assertEquals(1, asked.used());
    assertEquals(0, asked.late());
    assertEquals(0, asked.unused());
  }

  @Test
  void oneThatWasTouchedBeforeTheKernelKnewIsLate() {
    asked.ask(7);
    assertTrue(asked.use(7, 5));
    asked.fetched(7, 6);
    assertEquals(1, asked.used());
    assertEquals(1, asked.late());
  }

  @Test
  void oneThatWasTouchedWhileTheKernelWasAtItIsInTime() {
    asked.ask(7);
    assertTrue(asked.use(7, 5));
    assertTrue(asked.use(7, 9));
    asked.fetched(7, 4);
    asked.ask(8);
    asked.use(8, 5);
    asked.needless(8, 4);
    assertEquals(1, asked.used());
    assertEquals(0, asked.late());
    assertEquals(0, asked.missed());
    assertEquals(0, asked.unused());
    asked.ask(9);
    asked.use(9, 5);
    asked.use(9, 9);
    asked.fetched(9, 6);
    assertEquals(1, asked.late());
  }

  @Test
  void oneThatWasThereCountsForNothing() {
    asked.ask(7);
    assertTrue(asked.use(7, 5));
    asked.needless(7, 6);
    asked.ask(8);
    asked.dropped(8);
    assertEquals(0, asked.used());
    assertEquals(1, asked.needless());
    assertEquals(1, asked.dropped());
    assertEquals(0, asked.unused());
  }

  @Test
  void oneThatWasThereMayBeAskedForAgainUntilItIsTouched() {
    asked.ask(7);
    asked.needless(7, 6);
    assertEquals(0, asked.unused());
    assertTrue(asked.ask(7));
    assertFalse(asked.ask(7));
    asked.fetched(7, 6);
    assertTrue(asked.use(7, 5));
    assertEquals(1, asked.used());
    asked.ask(8);
    asked.needless(8, 6);
    assertFalse(asked.use(8, 5));
    assertEquals(0, asked.unused());
    assertEquals(0, asked.missed());
  }

  @Test
  void oneThatIsAskedForAgainIsNeedlessOnceMoreButNotAtFirst() {
    asked.ask(7);
    asked.needless(7, 6);
    asked.ask(7);
    asked.needless(7, 6);
    assertEquals(2, asked.needless());
    assertEquals(1, asked.needlessAtFirst());
    assertFalse(asked.use(7, 5));
    asked.ask(7);
    asked.needless(7, 6);
    assertEquals(2, asked.needlessAtFirst());
  }

  @Test
  void oneThatWasTouchedBeforeItsTurnIsMissed() {
    asked.ask(7);
    asked.use(7, 5);
    asked.needless(7, 6);
    asked.ask(8);
    asked.use(8, 5);
    asked.dropped(8);
    assertEquals(2, asked.missed());
    assertEquals(0, asked.unused());
  }

  @Test
  void theOldestIsWastedWhenThereAreTooMany() {
    for (long page = 1; page <= 100; page++) {
      assertTrue(asked.ask(page));
      asked.fetched(page, 6);
    }
    assertEquals(16, asked.unused());
    assertEquals(84, asked.wasted());
    assertFalse(asked.use(84, 5));
    assertTrue(asked.use(85, 5));
  }
}
