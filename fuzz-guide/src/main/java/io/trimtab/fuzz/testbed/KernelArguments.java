package io.trimtab.fuzz.testbed;

import java.util.List;

/** What kernels are told that are to notice what is wrong with them. */
final class KernelArguments {
  /** Whatever is wrong ends the kernel, at once: nothing that comes later could be trusted. */
  static final List<String> WATCHFUL =
      List.of(
          "oops=panic",
          "panic=-1",
          "panic_on_warn=1",
          "hung_task_panic=1",
          "sysctl.kernel.hung_task_timeout_secs=4",
          "softlockup_panic=1",
          "watchdog_thresh=3");

  private KernelArguments() {}
}
