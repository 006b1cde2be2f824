package io.trimtab.fuzz.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrashTitleTest {
  /** What a User Mode Linux 6.12 said when its test module LKDTM was told to. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          uml-panic            | kernel panic: dumptest
          uml-bug              | kernel BUG in lkdtm_BUG
          uml-warning          | WARNING in lkdtm_WARNING
          uml-exception        | BUG: unable to handle kernel paging request in lkdtm_do_action
          uml-softlockup       | BUG: soft lockup
          uml-hung-task        | INFO: task hung in lkdtm_HUNG_TASK
          uml-corrupt-list-add | list corruption in lkdtm_CORRUPT_LIST_ADD
          """)
  void recordedCrashesHaveTheirTitle(String log, String title) throws IOException {
    assertEquals(Optional.of(title), CrashTitle.of(lines(log)));
  }

  private static List<String> lines(String log) throws IOException {
    try (var in = CrashTitleTest.class.getResourceAsStream("logs/" + log + ".log")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  @Test
  void aKernelOnHardwareWordsItsReportsOtherwise() {
    assertEquals(
        Optional.of("KASAN: slab-use-after-free Read in tcp_close"),
        CrashTitle.of(
            List.of(
                "[   12.345678] BUG: KASAN: slab-use-after-free in tcp_close+0x1f0/0x300",
                "[   12.345690] Read of size 8 at addr ffff88801234abcd by task syz/77")));
    assertEquals(
        Optional.of("general protection fault in ext4_iget"),
        CrashTitle.of(
            List.of(
                "[    1.0] general protection fault, probably for non-canonical address 0xdead: 0000",
                "[    1.0] CPU: 1 PID: 99 Comm: x Not tainted 6.1.0",
                "[    1.0] RIP: 0010:ext4_iget+0x10/0x1b0")));
    assertEquals(
        Optional.of("BUG: unable to handle kernel paging request in do_thing"),
        CrashTitle.of(
            List.of(
                "BUG: kernel NULL pointer dereference, address: 0000000000000008",
                "RIP: 0010:do_thing.isra.0+0x12/0x30")));
    assertEquals(
        Optional.of("kernel BUG in skb_put"),
        CrashTitle.of(
            List.of("kernel BUG at net/core/skbuff.c:112!", "RIP: 0010:skb_put+0x5e/0x60")));
    assertEquals(
        Optional.of("INFO: rcu stall in looping"),
        CrashTitle.of(
            List.of(
                "rcu: INFO: rcu_preempt self-detected stall on CPU",
                "INFO: rcu_preempt detected stalls on CPUs/tasks:",
                " <IRQ>",
                " dump_stack_lvl+0x44/0x5c",
                " looping+0x1/0x2")));
  }

  @Test
  void aTitleHasNoAddressAndNoNumber() {
    assertEquals(
        Optional.of("kernel panic: Fatal exception at ADDR in NUM"),
        CrashTitle.of(
            List.of("Kernel panic - not syncing: Fatal exception at ffff8880deadbeef in 17")));
  }

  @Test
  void aKernelThatBootsIsNoCrash() {
    assertTrue(
        CrashTitle.of(
                List.of(
                    "Linux version 6.12.117", "Checking that ptrace can change system calls...OK"))
            .isEmpty());
  }
}
