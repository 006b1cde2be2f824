package io.trimtab.actuators.fake;

/** Small kernels that several tests start from. */
public final class Kernels {
  public static final String SWAPPINESS = "/proc/sys/vm/swappiness";
  public static final String DIRTY_BYTES = "/proc/sys/vm/dirty_bytes";
  public static final String DIRTY_RATIO = "/proc/sys/vm/dirty_ratio";
  public static final String RT_PERIOD = "/proc/sys/kernel/sched_rt_period_us";
  public static final String RT_RUNTIME = "/proc/sys/kernel/sched_rt_runtime_us";
  public static final String THP = "/sys/kernel/mm/transparent_hugepage/enabled";
  public static final String BOOT_ID = "/proc/sys/kernel/random/boot_id";
  public static final String VDA = "/sys/block/vda/queue/";

  private Kernels() {}

  /** A 6.18 kernel with one disk and a handful of tunables of every kind. */
  public static <K extends FakeKernel> K fill(K kernel) {
    kernel.file("/proc/sys/kernel/osrelease", "6.18.1\n");
    kernel.file(BOOT_ID, "11111111-2222-3333-4444-555555555555\n");
    kernel.file(SWAPPINESS, "60\n");
    kernel.file("/proc/sys/vm/vfs_cache_pressure", "100\n");
    kernel.file("/proc/sys/vm/min_free_kbytes", "67584\n");
    kernel.file(DIRTY_BYTES, "0\n");
    kernel.file(DIRTY_RATIO, "20\n");
    kernel.file("/proc/sys/vm/dirty_background_bytes", "0\n");
    kernel.file("/proc/sys/vm/dirty_background_ratio", "10\n");
    kernel.file("/proc/sys/vm/overcommit_memory", "0\n");
    kernel.file("/proc/sys/vm/overcommit_kbytes", "0\n");
    kernel.file("/proc/sys/vm/overcommit_ratio", "50\n");
    kernel.file(RT_PERIOD, "1000000\n");
    kernel.file(RT_RUNTIME, "950000\n");
    kernel.file(THP, "always [madvise] never\n");
    kernel.file("/sys/block/vda/size", "409600\n");
    kernel.file("/sys/block/vda/dev", "254:0\n");
    kernel.file(VDA + "scheduler", "[none] mq-deadline kyber bfq\n");
    kernel.file(VDA + "nr_requests", "77\n");
    kernel.file(VDA + "read_ahead_kb", "96\n");
    kernel.file(VDA + "max_sectors_kb", "1280\n");
    kernel.file(VDA + "max_hw_sectors_kb", "1280\n");
    kernel.file(VDA + "rotational", "1\n");
    kernel.file(VDA + "iostats", "1\n");
    kernel.file(VDA + "nomerges", "0\n");
    return kernel;
  }

  public static FakeKernel small() {
    return fill(new FakeKernel());
  }
}
