package io.trimtab.fuzz.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.fuzz.loop.CallsFile;
import io.trimtab.fuzz.loop.KernelCalls;
import io.trimtab.fuzz.loop.ProgramLowering;
import io.trimtab.fuzz.model.Call;
import io.trimtab.fuzz.model.Descriptions;
import io.trimtab.fuzz.program.CallSet;
import io.trimtab.fuzz.syzlang.Compiled;
import io.trimtab.fuzz.syzlang.ShippedDescriptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which calls a kernel has that is not built with all that can be described. */
@RequiresKernel
@Timeout(120)
class KernelCallsTest {
  private static final Descriptions SHIPPED = ShippedDescriptions.load();

  private static Testbed testbed;

  @TempDir private Path directory;

  @BeforeAll
  static void boot() throws InterruptedException {
    testbed = Testbed.start(Kernels.machine(), TestbedSettings.of(1), CrashListener.NONE);
  }

  @AfterAll
  static void shutDown() {
    testbed.close();
  }

  private static Set<String> missing(Descriptions descriptions, List<Integer> told)
      throws InterruptedException {
    CallSet found =
        KernelCalls.find(
            testbed,
            descriptions,
            (tried, calls) -> {
              assertTrue(tried <= calls);
              told.add(tried);
            });
    return CallSet.of(descriptions, ProgramLowering::isRunnable).calls().stream()
        .filter(call -> !found.contains(call))
        .map(Call::name)
        .collect(Collectors.toSet());
  }

  /** User Mode Linux has no nodes of memory and no performance counters. */
  @Test
  void whatAKernelIsBuiltWithoutIsMissing() throws InterruptedException {
    List<Integer> told = new ArrayList<>();
    Set<String> missing = missing(SHIPPED, told);

    assertTrue(
        missing.containsAll(Set.of("get_mempolicy", "mbind", "perf_event_open")),
        missing.toString());
    // These want what cannot be had at once, and are kept.
    assertTrue(missing.size() <= 8, missing.toString());
    assertEquals(SHIPPED.calls().size(), told.get(told.size() - 1));
  }

  @Test
  void whatTakesSomethingThatCannotBeMadeIsMissing() throws InterruptedException {
    Descriptions descriptions =
        Compiled.of(
            """
            resource away[int32]: -1
            resource there[int32]: -1
            open$away(file ptr[in, string["/dev/away"]], flags int32, mode int32) away
            open$there(file ptr[in, string["/dev/null"]], flags const[0], mode const[0]) there
            close$away(file away)
            close$there(file there)
            """);

    assertEquals(Set.of("open$away", "close$away"), missing(descriptions, new ArrayList<>()));
  }

  @Test
  void whatWasFoundIsKept() throws InterruptedException {
    CallSet found = KernelCalls.find(testbed, SHIPPED, (tried, calls) -> {});
    Path file = directory.resolve("calls");
    CallsFile calls = new CallsFile(file, testbed.machine().name(), SHIPPED);

    assertEquals(Optional.empty(), calls.read());
    calls.write(found);
    assertEquals(found.calls(), calls.read().orElseThrow().calls());
    assertFalse(new CallsFile(file, "another kernel", SHIPPED).read().isPresent());
  }
}
