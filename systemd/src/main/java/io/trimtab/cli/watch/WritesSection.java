package io.trimtab.cli.watch;

import io.trimtab.collector.foreign.SysctlWrite;
import java.util.List;

/** Sysctls that others wrote in the last minute, the latest first; no heading if there are none. */
final class WritesSection implements Section {
  private static final int MOST = 8;
  private static final double NANOS = 1e9;

  @Override
  public int least(View view) {
    return view.history().writes().isEmpty() ? NONE : 1;
  }

  @Override
  public int usual(View view) {
    int writes = view.history().writes().size();
    return writes == 0 ? NONE : Math.min(writes, MOST);
  }

  @Override
  public int most(View view) {
    return usual(view);
  }

  @Override
  public void draw(View view, Canvas canvas, Area area) {
    Section.heading(view, canvas, area, "Sysctls that someone wrote");
    List<SysctlWrite> writes = view.history().writes();
    long now = view.history().latest().monotonicNanos();
    for (int i = 0; i < Math.min(writes.size(), area.rows() - 1); i++) {
      SysctlWrite write = writes.get(writes.size() - 1 - i);
      Area line = area.line(i + 1);
      long ago = Math.max(0, Math.round((now - write.monotonicNanos()) / NANOS));
      canvas.right(line.row(), line.column() + 8, ago + "s ago", Style.FAINT);
      String text = view.glyphs().cut(write.text(), line.width() - 11);
      canvas.put(line.row(), line.column() + 10, text, Style.STRONG);
    }
  }
}
