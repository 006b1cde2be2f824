package io.trimtab.fuzz.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.fuzz.exec.ExecCall;
import io.trimtab.fuzz.exec.ExecProgram;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Relations that anyone can tell from the calls' manual pages, found by running them. */
@RequiresKernel
@Timeout(120)
class InfluenceProbeTest {
  private static final int RUNS = 4;

  private static Testbed testbed;

  @BeforeAll
  static void boot() throws InterruptedException {
    testbed = Testbed.start(Kernels.machine(), TestbedSettings.of(1), CrashListener.NONE);
    // What a kernel does for the first time, it does in another way.
    for (int i = 0; i < 20; i++) {
      testbed.run(Programs.typical());
    }
  }

  @AfterAll
  static void shutDown() {
    testbed.close();
  }

  private static final ExecCall SOCKET = ExecCall.of(Programs.SOCKET, 2, 1, 0).into(0);
  private static final ExecCall GETPID = ExecCall.of(Programs.GETPID);

  private static void check(boolean isThere, ExecProgram program, int from, int to)
      throws InterruptedException {
    Optional<Influence> influence = new InfluenceProbe(testbed, RUNS).measure(program, from, to);
    assertTrue(influence.isPresent());
    assertEquals(isThere, influence.get().isThere(), influence.get()::toString);
  }

  @Test
  void aSocketIsListenedOn() throws InterruptedException {
    check(true, ExecProgram.of(SOCKET, Programs.on(0, Programs.LISTEN, 5)), 0, 1);
  }

  @Test
  void listeningInfluencesListening() throws InterruptedException {
    check(true, Programs.listenTwice(), 1, 2);
  }

  @Test
  void bindingInfluencesListening() throws InterruptedException {
    ExecCall bind =
        Programs.on(0, Programs.BIND, Programs.at(0), 16)
            .with(Programs.bytes(0, 2, 0, 0x4e, 0x20, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0));
    check(true, ExecProgram.of(SOCKET, bind, Programs.on(0, Programs.LISTEN, 5)), 1, 2);
  }

  @Test
  void whatIsWrittenToAPipeCanBeRead() throws InterruptedException {
    ExecProgram program =
        ExecProgram.of(
            Programs.pipe(0, 1),
            Programs.on(1, Programs.WRITE, Programs.at(0x100), 8),
            Programs.on(0, Programs.READ, Programs.at(0x200), 8));
    check(true, program, 1, 2);
  }

  @Test
  void aFileThatWasMadeCanBeOpened() throws InterruptedException {
    ExecProgram program =
        ExecProgram.of(Programs.open(0, "./f", 0x42, 0), Programs.open(0, "./f", 0, 1));
    check(true, program, 0, 1);
  }

  @Test
  void askingForOnesNumberInfluencesNothing() throws InterruptedException {
    check(false, ExecProgram.of(SOCKET, GETPID, Programs.on(0, Programs.LISTEN, 5)), 1, 2);
    check(false, ExecProgram.of(GETPID, GETPID), 0, 1);
  }

  @Test
  void whatGoesOnInAPipeIsNothingToASocket() throws InterruptedException {
    ExecProgram program =
        ExecProgram.of(
            SOCKET,
            Programs.pipe(1, 2),
            Programs.on(2, Programs.WRITE, Programs.at(0x100), 8),
            Programs.on(0, Programs.LISTEN, 5));
    check(false, program, 2, 3);
  }
}
