package io.trimtab.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import io.trimtab.cli.watch.Canvas;
import io.trimtab.cli.watch.Frame;
import io.trimtab.cli.watch.Glyphs;
import io.trimtab.cli.watch.History;
import io.trimtab.cli.watch.Screen;
import io.trimtab.cli.watch.View;
import io.trimtab.collector.Collector;
import io.trimtab.collector.foreign.ForeignWrites;
import io.trimtab.collector.foreign.SysctlWrite;
import io.trimtab.collector.sample.Sample;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what the kernel does, as it does it. */
@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    description = {
      "Show what the kernel does, as it does it.",
      "Numbers are of the last tick, quantiles and histograms of the last ten, trends of the"
          + " last sixty. A histogram's heights are square roots of counts, so that the few"
          + " slow ones can be seen. Off a terminal, it prints one frame a tick."
    },
    footer = {
      "",
      "Keys: q quits.",
      "",
      "Examples:",
      "  sudo trimtab watch",
      "  sudo trimtab watch --json --for 1m > minute.jsonl"
    })
final class WatchCommand implements Runnable {
  /** Until the second sample, without which there are no rates. */
  private static final Duration FIRST = Duration.ofMillis(300);

  /** How soon a resized terminal is drawn anew. */
  private static final long LOOK_MILLIS = 250;

  private static final int USUAL_WIDTH = 80;
  private static final String KEYS = "q quits";

  @Option(
      names = "--every",
      paramLabel = "DURATION",
      converter = Durations.class,
      description = "Time from tick to tick (default: 1s).")
  private Duration every = Duration.ofSeconds(1);

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      converter = Durations.class,
      description = "End after this time (default: go on).")
  private @Nullable Duration time;

  @Option(names = "--once", description = "Print one frame after the first tick, and end.")
  private boolean once;

  @Option(names = "--ascii", description = "Draw with plain ASCII characters.")
  private boolean ascii;

  @Option(names = "--json", description = "Print an object in one line each tick instead.")
  private boolean json;

  @Mixin private CollectorOptions options;

  @Override
  public void run() {
    Interruption.interruptThisThread();
    try (Collector collector = options.open(line -> {});
        ForeignWrites writes = options.openWrites()) {
      if (json) {
        lines(collector, writes);
      } else if (once) {
        frames(collector, writes);
      } else {
        watch(collector, writes);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // Whoever stops a view has seen enough.
    }
  }

  private void watch(Collector collector, ForeignWrites writes) throws InterruptedException {
    Optional<Screen> terminal = Screen.open(hasColours());
    if (terminal.isEmpty()) {
      // An interruption may be why there is none.
      if (!Interruption.requested()) {
        frames(collector, writes);
      }
      return;
    }
    try (Screen screen = terminal.get()) {
      show(collector, writes, screen);
    }
  }

  private void show(Collector collector, ForeignWrites writes, Screen screen)
      throws InterruptedException {
    View view = view(collector);
    view.history().add(collector.tick());
    Schedule schedule = new Schedule(System::nanoTime, FIRST, every);
    long end = end();
    while (System.nanoTime() < end && !Interruption.requested()) {
      draw(view, screen);
      for (long left = schedule.remainingMillis(); left > 0; left = schedule.remainingMillis()) {
        int key = screen.key(Math.min(left, LOOK_MILLIS));
        if (key == 'q' || key == 'Q' || key == Screen.GONE) {
          return;
        }
        if (screen.isResized()) {
          draw(view, screen);
        }
      }
      add(view.history(), collector, writes);
      schedule.done();
    }
  }

  private static void add(History history, Collector collector, ForeignWrites writes) {
    List<SysctlWrite> seen = writes.poll();
    history.add(collector.tick());
    history.addWrites(seen);
  }

  private static void draw(View view, Screen screen) {
    if (screen.isResized()) {
      screen.measure();
    }
    screen.show(Frame.draw(view, screen.width(), screen.height(), KEYS));
  }

  /** Frame after frame, as text. */
  private void frames(Collector collector, ForeignWrites writes) throws InterruptedException {
    View view = view(collector);
    PrintWriter out = options.out();
    view.history().add(collector.tick());
    Schedule schedule = new Schedule(System::nanoTime, once ? every : FIRST, every);
    long end = end();
    do {
      Thread.sleep(schedule.remainingMillis());
      schedule.done();
      add(view.history(), collector, writes);
      Canvas frame = Frame.draw(view, columns(), "");
      for (int row = 0; row < frame.height(); row++) {
        out.println(once && hasColours() ? frame.coloured(row) : frame.plain(row));
      }
      out.flush();
    } while (!isOver(end) && !out.checkError());
  }

  private void lines(Collector collector, ForeignWrites writes) throws InterruptedException {
    Gson gson = new GsonBuilder().serializeNulls().disableHtmlEscaping().create();
    PrintWriter out = options.out();
    Sample before = collector.tick().copy();
    Schedule schedule = new Schedule(System::nanoTime, every, every);
    long end = end();
    do {
      Thread.sleep(schedule.remainingMillis());
      schedule.done();
      Sample after = collector.tick().copy();
      JsonObject object = MetricsJson.of(before, after, collector.schema().metrics());
      object.add("sysctl_writes", MetricsJson.writes(writes.poll()));
      out.println(gson.toJson(object));
      before = after;
    } while (!isOver(end) && !out.checkError());
  }

  private View view(Collector collector) {
    return new View(
        new History(),
        ascii ? Glyphs.ASCII : Glyphs.of(System.getenv()),
        options.title() + "  level " + collector.level().word(),
        collector.absent(),
        ZoneId.systemDefault());
  }

  private boolean isOver(long end) {
    return once || System.nanoTime() >= end || Interruption.requested();
  }

  private long end() {
    return time == null ? Long.MAX_VALUE : System.nanoTime() + time.toNanos();
  }

  private static boolean hasColours() {
    return Ansi.AUTO.enabled();
  }

  /** As wide as the shell says that its terminal is. */
  private static int columns() {
    String columns = System.getenv().getOrDefault("COLUMNS", "");
    return columns.matches("[1-9]\\d{1,2}") ? Integer.parseInt(columns) : USUAL_WIDTH;
  }
}
