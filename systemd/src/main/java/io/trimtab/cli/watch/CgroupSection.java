package io.trimtab.cli.watch;

import io.trimtab.collector.schema.Scope;
import java.util.List;

/** One row for each cgroup that is observed; no heading if there is none. */
final class CgroupSection implements Section {
  private static final String[] HEADINGS = {
    "CPU", "held", "memory", "refaults", "rMB/s", "wMB/s", "cpu", "mem", "io"
  };

  /** Columns from the right edge to each cell's end: names are long, and get what is left. */
  private static final int[] ENDS = {55, 49, 42, 33, 26, 19, 13, 7, 1};

  @Override
  public int least(View view) {
    return view.history().instances(Scope.CGROUP).isEmpty() ? NONE : 1;
  }

  @Override
  public int usual(View view) {
    int cgroups = view.history().instances(Scope.CGROUP).size();
    return cgroups == 0 ? NONE : cgroups;
  }

  @Override
  public int most(View view) {
    return usual(view);
  }

  @Override
  public void draw(View view, Canvas canvas, Area area) {
    int heading = Section.heading(view, canvas, area, "Cgroups");
    for (int i = 0; i < HEADINGS.length; i++) {
      int end = area.end() - ENDS[i];
      int from = i == 0 ? Math.max(heading, end - 5) : area.end() - ENDS[i - 1];
      String blank = " ".repeat(Math.max(0, end - from - HEADINGS[i].length()));
      canvas.put(area.row(), from, blank + HEADINGS[i], Style.PLAIN);
    }
    List<String> cgroups = view.history().instances(Scope.CGROUP);
    for (int i = 0; i < Math.min(cgroups.size(), area.rows() - 1); i++) {
      cgroup(view, canvas, area.line(i + 1), cgroups.get(i));
    }
  }

  private static void cgroup(View view, Canvas canvas, Area line, String name) {
    History history = view.history();
    String[] cells = {
      Quantity.percent(share(history, "cgroup.time_cpu", name)),
      Quantity.percent(share(history, "cgroup.time_throttled", name)),
      Quantity.bytes(history.gauge("cgroup.memory", name)),
      Quantity.count(history.rate("cgroup.refault_file", name, 0)),
      Quantity.count(history.rate("cgroup.read_bytes", name, 0) / 1e6),
      Quantity.count(history.rate("cgroup.write_bytes", name, 0) / 1e6),
      Quantity.percent(share(history, "cgroup.psi_cpu_some", name)),
      Quantity.percent(share(history, "cgroup.psi_memory_some", name)),
      Quantity.percent(share(history, "cgroup.psi_io_some", name))
    };
    for (int i = 0; i < cells.length; i++) {
      canvas.right(line.row(), line.end() - ENDS[i], cells[i], Style.PLAIN);
    }
    int room = line.width() - ENDS[0] - 7;
    canvas.put(line.row(), line.column() + 1, view.glyphs().cut(name, room), Style.STRONG);
  }

  private static double share(History history, String metric, String name) {
    return history.rate(metric, name, 0) / 1e9;
  }
}
