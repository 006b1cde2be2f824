package io.trimtab.daemon.prefetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.actuators.ActuatorException;
import io.trimtab.testing.SwappedMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Pages of a process that is none. */
class FetchersTest {
  private static final int PLACE = 2;
  private static final int CHUNK = 8;
  private static final int MANY = 400;

  private final List<SwappedMemory> memories = new ArrayList<>();
  private int results;
  private int failing = -1;

  private Optional<SwappedMemory> open(int pid, long start) {
    if (memories.size() == failing) {
      throw ActuatorException.unavailable("process 1 cannot be held: error 24");
    }
    SwappedMemory memory = new SwappedMemory(page -> true);
    memories.add(memory);
    return Optional.of(memory);
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < 2500 && !condition.getAsBoolean(); i++) {
      Thread.sleep(2);
    }
    assertTrue(condition.getAsBoolean());
  }

  private static void offer(Fetchers fetchers, int from, int count) {
    for (int i = 0; i < count; i++) {
      assertTrue(fetchers.offer(PLACE, from + 2L * i, System.nanoTime(), Long.MAX_VALUE));
    }
    fetchers.publish();
  }

  private boolean areDone(Fetchers fetchers, int count) {
    fetchers.drain((target, page, result, at) -> results++);
    return results == count;
  }

  @Test
  void nothingIsDealtToOneThatIsHeldUpWhileOthersAreNot() throws InterruptedException {
    try (Fetchers fetchers = new Fetchers(4, 4_000_000, this::open)) {
      assertTrue(fetchers.hold(PLACE, 1, 1));
      SwappedMemory slow = memories.get(0);
      slow.holdUp();
      try {
        offer(fetchers, 1000, CHUNK);
        await(slow::isAdvising);
        Thread.sleep(5);
        offer(fetchers, 2000, MANY);
        await(() -> areDone(fetchers, MANY));
      } finally {
        slow.letGo();
      }
      await(() -> areDone(fetchers, MANY + CHUNK));
      assertEquals(List.of(CHUNK), slow.advice().stream().map(List::size).toList());
    }
  }

  @Test
  void aPlaceIsFreeWhenTheLastOfThemIsDone() throws InterruptedException {
    try (Fetchers fetchers = new Fetchers(2, 4_000_000, this::open)) {
      assertTrue(fetchers.hold(PLACE, 1, 1));
      SwappedMemory slow = memories.get(0);
      slow.holdUp();
      try {
        offer(fetchers, 1000, CHUNK);
        await(slow::isAdvising);
        fetchers.remove(PLACE);
        await(memories.get(1)::isClosed);
        assertTrue(fetchers.holds(PLACE));
      } finally {
        slow.letGo();
      }
      await(() -> !fetchers.holds(PLACE));
      await(slow::isClosed);
    }
  }

  @Test
  void aProcessThatNotAllCanHoldIsHeldByNone() throws InterruptedException {
    try (Fetchers fetchers = new Fetchers(4, 4_000_000, this::open)) {
      failing = 2;
      assertThrows(ActuatorException.class, () -> fetchers.hold(PLACE, 1, 1));
      assertEquals(2, memories.size());
      assertTrue(memories.stream().allMatch(SwappedMemory::isClosed));
      assertFalse(fetchers.holds(PLACE));

      failing = -1;
      assertTrue(fetchers.hold(PLACE, 2, 2));
      offer(fetchers, 1000, 4 * CHUNK);
      await(() -> areDone(fetchers, 4 * CHUNK));
      memories.stream().skip(2).forEach(memory -> assertEquals(1, memory.advice().size()));
    }
  }
}
