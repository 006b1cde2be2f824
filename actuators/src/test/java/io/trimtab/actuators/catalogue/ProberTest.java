package io.trimtab.actuators.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.actuators.catalogue.Availability.Reason;
import io.trimtab.actuators.catalogue.Availability.Unavailable;
import io.trimtab.actuators.fake.FakeKernel;
import io.trimtab.actuators.fake.Kernels;
import io.trimtab.actuators.kernel.FileError;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ProberTest {
  private static final String SLICE = "/sys/kernel/debug/sched/base_slice_ns";
  private final FakeKernel kernel = Kernels.small();

  @Test
  void readsTheValueInForce() {
    Tunable swappiness = Catalogue.probe(kernel).get("vm.swappiness");
    assertTrue(swappiness.isAvailable());
    assertEquals(Optional.of(new Value.Number(60)), swappiness.probed());
  }

  @Test
  void saysWhatIsAbsentAndWhatFollowedIt() {
    kernel.file("/sys/kernel/debug/sched/features", "\n");
    assertEquals(
        "Linux 6.18 has no /sys/kernel/debug/sched/latency_ns; it went after 6.5; see"
            + " sched.base_slice_ns",
        reason("sched.latency_ns", Reason.ABSENT));
    assertEquals("Linux 6.18 has no " + SLICE, reason("sched.base_slice_ns", Reason.ABSENT));
  }

  @Test
  void saysHowToMountDebugfs() {
    assertEquals(
        "debugfs is not mounted here; as root: mount -t debugfs debugfs /sys/kernel/debug",
        reason("sched.base_slice_ns", Reason.ABSENT));
  }

  @Test
  void tellsLockdownFromReadOnlyAndFromNeedingRoot() {
    kernel.unreadable(SLICE, FileError.NOT_PERMITTED);
    assertTrue(reason("sched.base_slice_ns", Reason.LOCKED_DOWN).contains("locked down"));
    kernel.unwritable(Kernels.SWAPPINESS, FileError.READ_ONLY);
    assertTrue(reason("vm.swappiness", Reason.READ_ONLY).contains("read-only"));
    kernel.unwritable(Kernels.DIRTY_RATIO, FileError.ACCESS_DENIED);
    assertTrue(reason("vm.dirty_ratio", Reason.NEEDS_ROOT).contains("sudo"));
    kernel.unwritable(Kernels.THP, FileError.NOT_PERMITTED);
    assertTrue(reason("mm.transparent_hugepage.enabled", Reason.LOCKED_DOWN).contains("locked"));
  }

  @Test
  void knowsWhatWantsMoreThanRootsFiles() {
    kernel.file("/proc/sys/kernel/numa_balancing", "1\n");
    assertTrue(Catalogue.probe(kernel).get("kernel.numa_balancing").isAvailable());
    kernel.file("/proc/self/status", "Name:\tjava\nCapEff:\t000001ffffffffff\n");
    assertTrue(Catalogue.probe(kernel).get("kernel.numa_balancing").isAvailable());
    kernel.file("/proc/self/status", "Name:\tjava\nCapEff:\t000000c000001000\n");
    assertTrue(reason("kernel.numa_balancing", Reason.NEEDS_ROOT).contains("CAP_SYS_ADMIN"));
    assertTrue(Catalogue.probe(kernel).get("vm.swappiness").isAvailable());
  }

  @Test
  void saysWhatItDoesNotUnderstand() {
    kernel.file(Kernels.SWAPPINESS, "a lot\n");
    assertTrue(reason("vm.swappiness", Reason.NOT_UNDERSTOOD).contains("not a number: \"a lot\""));
  }

  @Test
  void knowsATunableByItsOldNameAndByItsPath() {
    Catalogue catalogue = Catalogue.probe(kernel);
    assertEquals("sched.latency_ns", catalogue.get("kernel.sched_latency_ns").name());
    assertEquals("vm.swappiness", catalogue.get("/proc/sys/vm/swappiness").name());
  }

  @Test
  void expandsDevicesThatHaveASize() {
    kernel.file("/sys/block/loop0/size", "0\n").file("/sys/block/loop0/dev", "7:0\n");
    Catalogue catalogue = Catalogue.probe(kernel);
    assertTrue(catalogue.find("block.vda.read_ahead_kb").isPresent());
    assertTrue(catalogue.find("block.loop0.read_ahead_kb").isEmpty());
  }

  @Test
  void narrowsTheRangeToTheDeviceAndTheKernel() {
    kernel.file(Kernels.VDA + "max_hw_sectors_kb", "512\n");
    NumberType sectors =
        assertInstanceOf(
            NumberType.class, Catalogue.probe(kernel).get("block.vda.max_sectors_kb").type());
    assertEquals(512, sectors.max());
    kernel.file("/proc/sys/kernel/osrelease", "5.4.0\n");
    NumberType swappiness =
        assertInstanceOf(NumberType.class, Catalogue.probe(kernel).get("vm.swappiness").type());
    assertEquals(100, swappiness.max());
  }

  @Test
  void resolvesWhatADeviceDisturbs() {
    Catalogue catalogue = Catalogue.probe(kernel);
    Tunable scheduler = catalogue.get("block.vda.scheduler");
    assertTrue(scheduler.disturbs(catalogue.get("block.vda.nr_requests")));
    assertTrue(scheduler.disturbs(catalogue.get("block.vda.iosched.read_expire")));
    assertEquals(List.of(), catalogue.get("vm.swappiness").disturbs());
  }

  private String reason(String name, Reason expected) {
    Tunable tunable = Catalogue.probe(kernel).get(name);
    Unavailable unavailable = assertInstanceOf(Unavailable.class, tunable.availability());
    assertEquals(expected, unavailable.reason(), unavailable.detail());
    return unavailable.detail();
  }
}
