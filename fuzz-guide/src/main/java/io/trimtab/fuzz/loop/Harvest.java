package io.trimtab.fuzz.loop;

import io.trimtab.fuzz.exec.Coverage;
import io.trimtab.fuzz.guide.SeedWeights;
import io.trimtab.fuzz.program.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The programs that are kept, and all signal that there has been. Safe for several threads.
 *
 * <p>A place that does not come again when a program is run again is doubted. After the third time
 * it is new no more, whoever comes by it: an interrupt leads there, or a cache that was empty, and
 * the runs that are to confirm it would be for nothing. It does not count as found either.
 */
public final class Harvest {
  private final List<Program> programs = new ArrayList<>();
  private final SeedWeights weights = new SeedWeights();
  private final LongSet seen = new LongSet();
  private final LongSet doubtedOnce = new LongSet();
  private final LongSet doubtedTwice = new LongSet();
  private final LongSet fickle = new LongSet();

  /** For each call what of its signal is new; nothing is taken over. */
  synchronized List<Coverage> fresh(List<Coverage> signals) {
    return signals.stream().map(this::fresh).toList();
  }

  /** What of some signal is new. */
  synchronized Coverage fresh(Coverage signal) {
    return signal.filter(place -> !seen.contains(place) && !fickle.contains(place));
  }

  /** Takes signal over. */
  synchronized void see(Coverage signal) {
    signal.addresses().forEach(seen::add);
  }

  /** Takes in that signal, which was new, did not come again. */
  synchronized void doubt(Coverage signal) {
    signal
        .addresses()
        .forEach(
            place -> {
              if (!doubtedOnce.add(place) && !doubtedTwice.add(place)) {
                fickle.add(place);
              }
            });
  }

  /**
   * Goes on from what another one had, without running anything.
   *
   * @param kept in the order in which they came
   * @param signal how much a program has
   */
  public synchronized void restore(
      List<Program> kept, ToLongFunction<Program> signal, Coverage places) {
    kept.forEach(program -> keep(program, signal.applyAsLong(program)));
    see(places);
  }

  /** All signal that there has been. */
  public synchronized Coverage signal() {
    return Coverage.of(seen.values().toArray());
  }

  /**
   * Keeps a program.
   *
   * @param signal how much the call has for which it is kept, also what is not new
   */
  synchronized void keep(Program program, long signal) {
    programs.add(program);
    weights.add(signal);
  }

  /** How much signal each of the programs has. */
  public SeedWeights weights() {
    return weights;
  }

  /** Programs that are kept, in the order in which they came. */
  public synchronized List<Program> programs() {
    return List.copyOf(programs);
  }

  synchronized int size() {
    return programs.size();
  }

  /** How much signal there has been. */
  public synchronized int places() {
    return seen.size();
  }

  synchronized Program program(int place) {
    return programs.get(place);
  }
}
