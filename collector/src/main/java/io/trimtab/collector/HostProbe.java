package io.trimtab.collector;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What this kernel lets Trimtab see: the facts behind {@code trimtab doctor}. It works without root
 * and changes nothing, though it tries for a moment whether the kernel takes eBPF programs.
 */
public final class HostProbe {
  /** CAP_PERFMON and CAP_BPF; CAP_SYS_ADMIN stands for both. */
  private static final int CAP_SYS_ADMIN = 21;

  private static final int CAP_PERFMON = 38;
  private static final int CAP_BPF = 39;

  private static final Path LIVE = Path.of("/");

  private final Path root;
  private @Nullable List<Finding> programs;

  /**
   * @param root where /proc and /sys are found; {@code /} on a live host
   */
  public HostProbe(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  /** The kernel's release, such as {@code 6.1.0-54-cloud-amd64}; "unknown" if it does not tell. */
  public String kernelRelease() {
    return read("proc/sys/kernel/osrelease").strip();
  }

  /** What can be observed: full if the kernel takes at least one eBPF program. */
  public Level level() {
    List<Finding> tried = programs();
    boolean isFull =
        tried.isEmpty() ? ebpf().isOk() : tried.stream().anyMatch(program -> program.isOk());
    return isFull ? Level.FULL : Level.PROC;
  }

  /** Every fact, in the order in which a person would look. */
  public List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.ok("kernel", "Linux " + kernelRelease()));
    findings.add(ebpf());
    findings.addAll(programs());
    findings.add(pressure());
    findings.add(debugfs());
    findings.add(cgroups());
    findings.add(swap());
    return findings;
  }

  /**
   * Whether the kernel takes the eBPF programs, which only trying can tell. They are loaded and
   * attached once, and taken away again at once; nothing is tried of a recorded tree, or where the
   * facts speak against it already.
   */
  private List<Finding> programs() {
    List<Finding> known = programs;
    if (known == null) {
      known = root.equals(LIVE) && ebpf().isOk() ? EbpfProbe.findings(root) : List.of();
      programs = known;
    }
    return known;
  }

  private Finding ebpf() {
    if (!exists("sys/kernel/btf/vmlinux")) {
      return Finding.missing(
          "eBPF", "no /sys/kernel/btf/vmlinux", "a kernel built with CONFIG_DEBUG_INFO_BTF=y");
    }
    long capabilities = effectiveCapabilities();
    boolean admin = has(capabilities, CAP_SYS_ADMIN);
    if (!admin && !(has(capabilities, CAP_BPF) && has(capabilities, CAP_PERFMON))) {
      return Finding.missing("eBPF", "needs CAP_BPF and CAP_PERFMON", "run trimtab with sudo");
    }
    if (lockdown().equals("confidentiality")) {
      return Finding.missing(
          "eBPF",
          "kernel lockdown is in confidentiality mode",
          "boot with lockdown=integrity or without Secure Boot");
    }
    return Finding.ok("eBPF", "BTF is there and this process may load programs");
  }

  private Finding pressure() {
    return exists("proc/pressure/memory")
        ? Finding.ok("pressure", "/proc/pressure tells of cpu, memory and io stalls")
        : Finding.missing("pressure", "no /proc/pressure", "boot with psi=1, or CONFIG_PSI=y");
  }

  private Finding debugfs() {
    String lockdown = lockdown();
    if (lockdown.equals("integrity") || lockdown.equals("confidentiality")) {
      return Finding.missing(
          "debugfs",
          "kernel lockdown (" + lockdown + ") hides the scheduler's files even from root",
          "boot without Secure Boot to tune sched.*");
    }
    Path sched = root.resolve("sys/kernel/debug/sched");
    if (Files.isDirectory(sched)) {
      Path probe = sched.resolve("nr_migrate");
      return !Files.exists(probe) || Files.isReadable(probe)
          ? Finding.ok("debugfs", "the scheduler's files are there")
          : Finding.missing("debugfs", "the scheduler's files are for root", "run with sudo");
    }
    return Finding.missing(
        "debugfs",
        "no scheduler files in /sys/kernel/debug/sched",
        "as root: mount -t debugfs debugfs /sys/kernel/debug (on Linux 5.13 or later)");
  }

  private Finding cgroups() {
    boolean unified = read("sys/fs/cgroup/cgroup.controllers").contains("memory");
    boolean v1 = exists("sys/fs/cgroup/memory/memory.limit_in_bytes");
    boolean hybrid = v1 && exists("sys/fs/cgroup/unified/cgroup.procs");
    if (unified || v1) {
      String kind = unified ? "v2" : hybrid ? "v1 beside a bare v2 (hybrid)" : "v1";
      return Finding.ok("cgroup", "memory controller, " + kind);
    }
    return Finding.missing(
        "cgroup", "no memory controller", "mount cgroup2 on /sys/fs/cgroup, as systemd does");
  }

  private Finding swap() {
    long devices = read("proc/swaps").lines().skip(1).count();
    return devices > 0
        ? Finding.ok("swap", devices + " swap area" + (devices == 1 ? "" : "s"))
        : Finding.missing(
            "swap", "no swap: vm.swappiness and zswap change nothing", "mkswap and swapon a file");
  }

  /** The mode in brackets in the kernel's lockdown file; empty when there is none. */
  private String lockdown() {
    String modes = read("sys/kernel/security/lockdown");
    int open = modes.indexOf('[');
    int close = modes.indexOf(']');
    return open >= 0 && close > open ? modes.substring(open + 1, close) : "";
  }

  private long effectiveCapabilities() {
    return parseCapabilities(read("proc/self/status"));
  }

  /** The effective capabilities in /proc/PID/status, as a bit set. */
  static long parseCapabilities(String status) {
    return status
        .lines()
        .filter(line -> line.startsWith("CapEff:"))
        .map(line -> line.substring("CapEff:".length()).strip())
        .filter(hex -> hex.matches("[0-9a-f]{1,16}"))
        .mapToLong(hex -> Long.parseUnsignedLong(hex, 16))
        .findFirst()
        .orElse(0);
  }

  private static boolean has(long capabilities, int bit) {
    return (capabilities & (1L << bit)) != 0;
  }

  private boolean exists(String path) {
    return Files.exists(root.resolve(path));
  }

  private String read(String path) {
    try {
      return Files.readString(root.resolve(path), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return path.endsWith("osrelease") ? "unknown" : "";
    }
  }
}
