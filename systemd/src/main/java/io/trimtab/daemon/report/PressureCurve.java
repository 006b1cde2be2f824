package io.trimtab.daemon.report;

import io.trimtab.tuner.report.Numbers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The pressure objective over time, as multiples of its median: for each of many short times the
 * median as a line, and what nine in ten readings lay within as a band.
 */
final class PressureCurve {
  private static final int SLOTS = 240;
  private static final double LEAST_RANGE = 1;

  /** What one slot shows, as log2 of the multiple. */
  private record Slot(int number, double low, double middle, double high) {}

  private final List<Slot> slots = new ArrayList<>();
  private double least = -LEAST_RANGE / 2;
  private double most = LEAST_RANGE / 2;

  PressureCurve(ReportData data) {
    List<Reading> readings = data.pressure();
    if (readings.isEmpty()) {
      return;
    }
    double middle = quantile(values(readings), 0.5);
    List<List<Reading>> bySlot = new ArrayList<>();
    for (int i = 0; i < SLOTS; i++) {
      bySlot.add(new ArrayList<>());
    }
    double whole = Duration.between(data.from(), data.to()).toMillis();
    for (Reading reading : readings) {
      double share = Duration.between(data.from(), reading.time()).toMillis() / whole;
      bySlot.get((int) Math.max(0, Math.min(SLOTS - 1, share * SLOTS))).add(reading);
    }
    for (int i = 0; i < SLOTS; i++) {
      if (!bySlot.get(i).isEmpty()) {
        double[] values = values(bySlot.get(i));
        slots.add(
            new Slot(
                i,
                quantile(values, 0.05) - middle,
                quantile(values, 0.5) - middle,
                quantile(values, 0.95) - middle));
      }
    }
    least = Math.min(least, slots.stream().mapToDouble(Slot::low).min().orElse(0));
    most = Math.max(most, slots.stream().mapToDouble(Slot::high).max().orElse(0));
  }

  boolean isEmpty() {
    return slots.isEmpty();
  }

  private static double[] values(List<Reading> readings) {
    return readings.stream().mapToDouble(Reading::value).sorted().toArray();
  }

  private static double quantile(double[] sorted, double share) {
    return sorted[(int) Math.round(share * (sorted.length - 1))];
  }

  /** Draws it between two heights. */
  void draw(Drawing drawing, TimeAxis axis, ReportData data, double top, double bottom) {
    int step = (int) Math.max(1, Math.ceil((most - least) / 4));
    for (int log = (int) Math.ceil(least); log <= most; log++) {
      if (Math.floorMod(log, step) == 0) {
        double y = y(log, top, bottom);
        drawing.line(log == 0 ? "one" : "grid", axis.x(data.from()), y, axis.x(data.to()), y);
        drawing.text("tick end", axis.x(data.from()) - 8, y + 4, multiple(log));
      }
    }
    StringBuilder line = new StringBuilder();
    List<Slot> run = new ArrayList<>();
    for (Slot slot : slots) {
      if (!run.isEmpty() && slot.number() > run.get(run.size() - 1).number() + 2) {
        stretch(drawing, axis, data, run, line, top, bottom);
        run.clear();
      }
      run.add(slot);
    }
    stretch(drawing, axis, data, run, line, top, bottom);
    drawing.path("curve", line.toString());
  }

  private void stretch(
      Drawing drawing,
      TimeAxis axis,
      ReportData data,
      List<Slot> run,
      StringBuilder line,
      double top,
      double bottom) {
    StringBuilder band = new StringBuilder();
    for (int i = 0; i < run.size(); i++) {
      Slot slot = run.get(i);
      double x = axis.x(middle(data, slot.number()));
      band.append(i == 0 ? 'M' : 'L').append(point(x, y(slot.high(), top, bottom)));
      line.append(i == 0 ? 'M' : 'L').append(point(x, y(slot.middle(), top, bottom)));
    }
    for (int i = run.size() - 1; i >= 0; i--) {
      Slot slot = run.get(i);
      double x = axis.x(middle(data, slot.number()));
      band.append('L').append(point(x, y(slot.low(), top, bottom)));
    }
    if (!run.isEmpty()) {
      drawing.path("band", band.append('Z').toString());
    }
  }

  private static String point(double x, double y) {
    return Drawing.at(x) + " " + Drawing.at(y);
  }

  private static Instant middle(ReportData data, int slot) {
    long whole = Duration.between(data.from(), data.to()).toMillis();
    return data.from().plusMillis((long) (whole * (slot + 0.5) / SLOTS));
  }

  private double y(double log, double top, double bottom) {
    return bottom - (bottom - top) * (log - least) / (most - least);
  }

  private static String multiple(int log) {
    return switch (log) {
      case -1 -> "\u00bd\u00d7";
      case -2 -> "\u00bc\u00d7";
      default -> Numbers.times(Math.pow(2, log)).replaceFirst("\\.0+(?=\u00d7)", "");
    };
  }

  /** For a caption: over how many readings it goes. */
  static String describe(ReportData data) {
    return Arrays.asList("one reading", data.pressure().size() + " readings")
        .get(data.pressure().size() == 1 ? 0 : 1);
  }
}
