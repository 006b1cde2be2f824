package io.trimtab.fuzz.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.fuzz.exec.Bytes;
import io.trimtab.fuzz.exec.CallResult;
import io.trimtab.fuzz.exec.CopyIn;
import io.trimtab.fuzz.exec.CopyOut;
import io.trimtab.fuzz.exec.Coverage;
import io.trimtab.fuzz.exec.DataArea;
import io.trimtab.fuzz.exec.ExecCall;
import io.trimtab.fuzz.exec.ExecProgram;
import io.trimtab.fuzz.exec.ExecResult;
import io.trimtab.fuzz.exec.ExecValue;
import io.trimtab.fuzz.exec.Limits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The executor, in a real kernel with coverage. */
@RequiresKernel
@Timeout(120)
class ExecutorTest {
  private static final int EPERM = 1;
  private static final int ENOENT = 2;
  private static final int EBADF = 9;
  private static final int EFAULT = 14;

  private static Testbed testbed;

  @BeforeAll
  static void boot() throws InterruptedException {
    testbed = Testbed.start(Kernels.machine(), TestbedSettings.of(1), CrashListener.NONE);
  }

  @AfterAll
  static void shutDown() {
    testbed.close();
  }

  private static ExecResult run(ExecCall... calls) throws InterruptedException {
    return assertInstanceOf(
            Execution.Finished.class, testbed.run(ExecProgram.of(calls)), "the kernel survives")
        .result();
  }

  private static CallResult only(ExecCall call) throws InterruptedException {
    return run(call).calls().get(0);
  }

  /** The example of HEALER's paper: what the first call does shows in where the second comes by. */
  @Test
  void listeningTwiceTakesAnotherWayTheSecondTime() throws InterruptedException {
    Execution execution = testbed.run(Programs.listenTwice());
    List<CallResult> calls = assertInstanceOf(Execution.Finished.class, execution).result().calls();
    Coverage first = calls.get(1).coverage();
    Coverage second = calls.get(2).coverage();
    assertTrue(calls.stream().allMatch(CallResult::succeeded));
    assertTrue(first.size() > 100, "first: " + first);
    assertTrue(second.size() > 10 && second.size() < first.size() / 2, "second: " + second);
    assertTrue(first.minus(second).size() > 80);
  }

  @Test
  void coverageRepeats() throws InterruptedException {
    ExecProgram program = Programs.listenTwice();
    List<Execution> all = testbed.runAll(Collections.nCopies(20, program));
    List<Coverage> listens = new ArrayList<>();
    for (Execution execution : all) {
      listens.add(((Execution.Finished) execution).result().calls().get(2).coverage());
    }
    long same = listens.stream().filter(listens.get(10)::equals).count();
    assertTrue(same >= 18, same + " of 20 are the same");
  }

  @Test
  void errorsAreTheKernels() throws InterruptedException {
    assertEquals(EBADF, only(ExecCall.of(Programs.READ, 77, Programs.at(0), 1)).errno());
    assertEquals(EFAULT, only(ExecCall.of(Programs.PIPE, 1)).errno());
    assertEquals(ENOENT, only(Programs.open(0, "./none", 0, 0)).errno());
  }

  @Test
  void whatACallLeavesIsHandedToLaterOnes() throws InterruptedException {
    CopyIn word = new CopyIn.Word(0x10, 4, true, new ExecValue.Reference(2, 0, 1, 0x41424300));
    ExecResult result =
        run(
            Programs.pipe(0, 1),
            Programs.on(1, Programs.WRITE, Programs.at(0x100), 5)
                .with(Programs.text(0x100, "hello"))
                .into(2),
            Programs.on(0, Programs.READ, Programs.at(0x200), 100),
            Programs.on(1, Programs.WRITE, Programs.at(0x10), 4).with(word));
    assertTrue(result.calls().stream().allMatch(CallResult::succeeded), result.toString());
    assertEquals(5, result.calls().get(2).value());
    assertEquals(ExecResult.End.COMPLETE, result.end());
  }

  @Test
  void aCallThatWaitsIsInterruptedAndTheNextIsMade() throws InterruptedException {
    ExecResult result = run(ExecCall.of(Programs.PAUSE), ExecCall.of(Programs.GETPID));
    assertEquals(CallResult.State.INTERRUPTED, result.calls().get(0).state());
    assertTrue(result.calls().get(1).succeeded());
    assertEquals(ExecResult.End.COMPLETE, result.end());
  }

  @Test
  void aProgramThatEndsItselfIsAnswered() throws InterruptedException {
    ExecResult result = run(ExecCall.of(Programs.EXIT_GROUP, 0), ExecCall.of(Programs.GETPID));
    assertEquals(ExecResult.End.DIED, result.end());
    assertEquals(CallResult.State.UNFINISHED, result.calls().get(0).state());
    assertEquals(CallResult.NOT_RUN, result.calls().get(1));
  }

  @Test
  void aForkGoesNoFurther() throws InterruptedException {
    ExecResult result = run(ExecCall.of(Programs.FORK), ExecCall.of(Programs.GETPID));
    assertTrue(result.calls().stream().allMatch(CallResult::succeeded), result.toString());
    // In a namespace of its own the program is the first process.
    assertEquals(1, result.calls().get(1).value());
  }

  @Test
  void memoryThatIsGoneDoesNotEndAProgram() throws InterruptedException {
    ExecResult result =
        run(
            ExecCall.of(Programs.MUNMAP, DataArea.BASE, DataArea.SIZE),
            ExecCall.of(Programs.OPEN, Programs.at(0)).with(Programs.text(0, "./x")),
            ExecCall.of(Programs.GETPID));
    assertEquals(EFAULT, result.calls().get(1).errno());
    assertTrue(result.calls().get(2).succeeded());
  }

  @Test
  void aProgramThatTearsDownItsOwnMemoryIsAnswered() throws InterruptedException {
    ExecResult result = run(ExecCall.of(Programs.MUNMAP, 0, 0x7fff_0000_0000L));
    assertFalse(result.end() == ExecResult.End.TIMED_OUT && result.calls().isEmpty());
    assertTrue(only(ExecCall.of(Programs.GETPID)).succeeded());
  }

  @Test
  void filesOfOneProgramAreNotThereForTheNext() throws InterruptedException {
    ExecCall create = Programs.open(0, "./mine", 0x42, 0);
    ExecCall open = Programs.open(0, "./mine", 0, 0);
    assertTrue(run(create, open).calls().stream().allMatch(CallResult::succeeded));
    assertEquals(ENOENT, only(open).errno());
  }

  /** The processes of the host's that programs' memory is in serve one program after the other. */
  @Test
  void memoryOfOneProgramIsNotThereForTheNext() throws InterruptedException {
    ExecCall put = ExecCall.of(Programs.GETPID).with(Programs.bytes(0x5000, 0x34, 0x12));
    List<CallResult> first = run(put, took(0x5000, 1), opened(), sought()).calls();
    List<CallResult> next = run(took(0x5000, 1), opened(), sought()).calls();

    assertEquals(0x1234, first.get(3).value(), first::toString);
    assertTrue(next.get(2).succeeded(), next::toString);
    assertEquals(0, next.get(2).value(), next::toString);
  }

  private static ExecCall took(int offset, int slot) {
    return new ExecCall(
        Programs.GETPID,
        List.of(),
        List.of(),
        List.of(new CopyOut(offset, 8, slot)),
        OptionalInt.empty());
  }

  private static ExecCall opened() {
    return Programs.open(0, "./sought", 0x42, 0);
  }

  /** What is in the second slot, as the place that the file in the first is sought to. */
  private static ExecCall sought() {
    List<ExecValue> arguments =
        List.of(ExecValue.of(0, -1), ExecValue.of(1, -1), ExecValue.constant(0));
    return new ExecCall(Programs.LSEEK, arguments, List.of(), List.of(), OptionalInt.empty());
  }

  @Test
  void noProgramSwitchesTheKernelOff() throws InterruptedException {
    ExecCall reboot = ExecCall.of(Programs.REBOOT, 0xfee1deadL, 672274793, 0x4321fedc);
    assertEquals(EPERM, only(reboot).errno());
  }

  @Test
  void theLongestProgramRuns() throws InterruptedException {
    ExecCall[] calls = new ExecCall[Limits.CALLS];
    Arrays.fill(calls, ExecCall.of(Programs.GETPID));
    ExecResult result = run(calls);
    assertTrue(result.calls().stream().allMatch(CallResult::succeeded));
  }

  /** A serial line that has more than a terminal's buffer holds must not stop for good. */
  @Test
  void programsOfAnyLengthGoOverTheLine() throws InterruptedException {
    for (int size : new int[] {100, 5_000, 70, 60_000, 4_000, 500_000, 1}) {
      CopyIn data = new CopyIn.Data(0x1000, Bytes.of(new byte[size]));
      ExecResult result = run(ExecCall.of(Programs.GETPID).with(data));
      assertTrue(result.calls().get(0).succeeded(), size + " bytes");
    }
  }
}
