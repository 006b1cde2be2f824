package io.trimtab.collector.foreign;

import io.trimtab.collector.CollectorException;
import io.trimtab.collector.linux.SysctlRing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every write to a sysctl, as an eBPF program sees it while it happens. */
public final class SeenWrites implements ForeignWrites {
  private final SysctlRing ring;
  private final CgroupNames cgroups;
  private final long ownPid;

  private SeenWrites(SysctlRing ring, CgroupNames cgroups, long ownPid) {
    this.ring = ring;
    this.cgroups = cgroups;
    this.ownPid = ownPid;
  }

  /**
   * Starts to watch.
   *
   * @param root where /proc and /sys are found
   * @param ownPid the process whose own writes are not told
   * @throws CollectorException if the kernel does not let it, with the reason
   */
  public static SeenWrites start(Path root, long ownPid) {
    CgroupNames cgroups = CgroupNames.find(root);
    return new SeenWrites(SysctlRing.open(cgroups.mountPoint()), cgroups, ownPid);
  }

  @Override
  public List<SysctlWrite> poll() {
    List<SysctlWrite> writes = new ArrayList<>();
    for (SysctlRing.Event event : ring.take()) {
      if (event.pid() != ownPid) {
        writes.add(
            new SysctlWrite(
                event.monotonicNanos(),
                event.path().replace('/', '.'),
                event.before().strip(),
                event.after().strip(),
                Optional.of(
                    new SysctlWrite.Writer(
                        event.pid(), event.uid(), event.command(), cgroups.name(event.cgroup())))));
      }
    }
    return writes;
  }

  /** Writes that came too fast to be told, since the start. */
  public long lost() {
    return ring.lost();
  }

  @Override
  public String how() {
    return "an eBPF program sees every write";
  }

  @Override
  public void close() {
    ring.close();
  }
}
