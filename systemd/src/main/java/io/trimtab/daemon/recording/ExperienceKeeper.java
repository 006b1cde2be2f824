package io.trimtab.daemon.recording;

import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.catalogue.Catalogue;
import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.environment.Evaluation;
import io.trimtab.tuner.experience.Episode;
import io.trimtab.tuner.experience.ExperienceStore;
import io.trimtab.tuner.experience.Place;
import io.trimtab.tuner.experience.TrialRecord;
import io.trimtab.tuner.measure.Direction;
import io.trimtab.tuner.run.Objective;
import io.trimtab.tuner.tune.TuneSpace;
import io.trimtab.tuner.workload.Workload;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/**
 * Keeps what trials taught in an experience file, for training at night: a class of work is a
 * workload, a day an episode. Values are costs as multiples of the baseline's, since a host at work
 * is never twice the same; what a baseline's halves differ by is a draw of the noise.
 *
 * <p>The oldest days go when there are more trials than so many.
 */
final class ExperienceKeeper implements AutoCloseable {
  static final int MOST_TRIALS = 5000;
  private static final String AGENT = "daemon";
  private static final int DRAWS = 64;
  private static final Duration PAUSE = Duration.ofMinutes(10);

  private final Path file;
  private final String kernel;
  private final String version;
  private final Catalogue catalogue;
  private final Clock clock;
  private final LongSupplier nanos;
  private final Room room;
  private final Rest rest = new Rest(PAUSE);
  private Optional<ExperienceStore> store = Optional.empty();

  /**
   * Nothing is opened before the first lesson.
   *
   * @param kernel the kernel's release
   * @param version of Trimtab
   * @param nanos a clock that never jumps
   */
  ExperienceKeeper(
      Path file,
      String kernel,
      String version,
      Catalogue catalogue,
      Clock clock,
      LongSupplier nanos) {
    this.file = file;
    this.kernel = kernel;
    this.version = version;
    this.catalogue = catalogue;
    this.clock = clock;
    this.nanos = nanos;
    this.room = new Room(file.toAbsolutePath().resolveSibling(""));
  }

  /** Keeps a lesson, or leaves it out. */
  void add(Lesson lesson) {
    long now = nanos.getAsLong();
    if (rest.isOn(now)) {
      return;
    }
    Optional<String> shortage = room.shortage(now);
    if (shortage.isPresent()) {
      failed(shortage.get(), now);
      return;
    }
    try {
      write(lesson);
      rest.worked();
    } catch (TunerException | ActuatorException e) {
      failed(String.valueOf(e.getMessage()), now);
    }
  }

  private void write(Lesson lesson) {
    ExperienceStore open = opened();
    Place place =
        new Place(
            "live:" + kernel,
            kernel,
            "",
            Originals.in(TuneSpace.of(catalogue, "*", true).search(), lesson.originals()));
    Workload workload =
        new Workload(
            lesson.workload(),
            lesson.workload(),
            List.of(lesson.goal()),
            new Objective(Direction.MINIMISE, new Objective.Elapsed()),
            Duration.ZERO,
            false);
    long day = lesson.at().atZone(ZoneOffset.UTC).toLocalDate().toEpochDay();
    long episode = open.enter(new Episode(place, workload, AGENT, day, DRAWS, ""));
    int step = open.trials(episode).size();
    Evaluation evaluation;
    if (lesson.result() instanceof Lesson.Result.Measured measured) {
      evaluation = new Evaluation.Measured(measured.cost(), List.of());
      int known = open.baselines(place, workload).size();
      if (known < DRAWS) {
        Evaluation noise = new Evaluation.Measured(measured.noise(), lesson.features());
        open.addBaseline(place, workload, known, noise);
      }
    } else {
      evaluation = new Evaluation.Failed(((Lesson.Result.Broken) lesson.result()).reason());
    }
    open.add(
        episode,
        new TrialRecord(
            step, step, lesson.setting(), evaluation, OptionalDouble.empty(), lesson.at()));
    open.keepNewest(MOST_TRIALS);
  }

  private ExperienceStore opened() {
    if (store.isEmpty()) {
      store = Optional.of(ExperienceStore.open(file, clock, version));
    }
    return store.get();
  }

  private void failed(String why, long now) {
    close();
    rest.failed(why, now);
  }

  /** Why nothing is kept, if so. Any thread may ask. */
  Optional<String> trouble() {
    return rest.trouble();
  }

  @Override
  public void close() {
    try {
      store.ifPresent(ExperienceStore::close);
    } catch (TunerException e) {
      // What was recorded is in its log, and the next to open the file finds it there.
    }
    store = Optional.empty();
  }
}
