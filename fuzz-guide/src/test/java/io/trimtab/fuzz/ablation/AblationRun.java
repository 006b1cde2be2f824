package io.trimtab.fuzz.ablation;

import io.trimtab.fuzz.FuzzException;
import io.trimtab.fuzz.corpus.CorpusWriter;
import io.trimtab.fuzz.exec.Coverage;
import io.trimtab.fuzz.guide.GuideKind;
import io.trimtab.fuzz.loop.FuzzLoop;
import io.trimtab.fuzz.loop.Harvest;
import io.trimtab.fuzz.loop.LoopOptions;
import io.trimtab.fuzz.loop.LoopState;
import io.trimtab.fuzz.loop.LoopStatus;
import io.trimtab.fuzz.loop.TestbedSignals;
import io.trimtab.fuzz.program.CallSet;
import io.trimtab.fuzz.program.Program;
import io.trimtab.fuzz.relation.RelationTable;
import io.trimtab.fuzz.relation.StaticRelations;
import io.trimtab.fuzz.testbed.CrashListener;
import io.trimtab.fuzz.testbed.Kernels;
import io.trimtab.fuzz.testbed.Testbed;
import io.trimtab.fuzz.testbed.TestbedSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One guide with one seed on one kernel: {@code AblationRun DIRECTORY GUIDE SEED MINUTES}. It ends
 * when guide and kernel together have used so many minutes of processor time, since the machine may
 * have other things to do. With a larger number it goes on from where it ended.
 */
final class AblationRun {
  private static final int TOGETHER = 3;
  private static final int LENGTH = 8;
  private static final long BETWEEN_POINTS_MS = 3000;

  private final Path directory;
  private final Course course;
  private final Course.Point before;

  private AblationRun(Path directory, Course course) {
    this.directory = directory;
    this.course = course;
    this.before = course.end();
  }

  public static void main(String[] words) throws IOException, InterruptedException {
    GuideKind guide = GuideKind.of(words[1]);
    long seed = Long.parseLong(words[2]);
    double seconds = 60 * Double.parseDouble(words[3]);
    Path directory = Path.of(words[0]).resolve(guide + "-" + seed);
    Course course = Course.read(guide.toString(), seed, directory.resolve("course.tsv"));
    if (course.end().cpu() < seconds) {
      AblationRun run = new AblationRun(directory, course);
      if (!course.points().isEmpty() && !Files.exists(run.file())) {
        throw FuzzException.invalid(
            directory
                + " has only the course of a run: it cannot be gone on from; name another directory");
      }
      if (course.points().isEmpty() && Files.exists(run.file())) {
        throw FuzzException.invalid(
            directory + " has what a run found, but not its course: remove it, or restore that");
      }
      run.run(guide, seconds);
    }
  }

  private void run(GuideKind kind, double seconds) throws IOException, InterruptedException {
    LoopState state = new LoopState(directory);
    CallSet calls = AblationCalls.read(directory.getParent());
    RelationTable relations = StaticRelations.of(calls);
    state.addRelations(relations);
    Harvest harvest = new Harvest();
    // Another stretch of the same run must not draw what the first one drew.
    long seed = course.seed() * 1_000_000 + course.points().size();
    LoopOptions options =
        new LoopOptions(
            seed, TOGETHER, LENGTH, kind.learning(), Long.MAX_VALUE, Duration.ofDays(1));
    try (Testbed testbed =
        Testbed.start(Kernels.machine(), TestbedSettings.of(1), CrashListener.NONE)) {
      FuzzLoop loop =
          new FuzzLoop(
              new TestbedSignals(testbed, (program, crash) -> {}),
              testbed::crashes,
              calls,
              kind.make(calls, relations),
              relations,
              harvest,
              options);
      Map<String, Long> weights = weights();
      loop.restore(
          state.programs(calls.descriptions()),
          program -> weights.getOrDefault(key(program), 1L),
          places());
      CpuMeter meter = new CpuMeter();
      CpuTime start = meter.now();
      Thread watch = new Thread(() -> watch(loop, meter, start, seconds), "watch");
      watch.setDaemon(true);
      watch.start();
      loop.run();
      watch.join();
    }
    state.save(harvest.programs(), relations);
    keep(harvest.signal());
    keepWeights(harvest);
    course.write(directory.resolve("course.tsv"));
    System.out.println(course.guide() + " " + course.seed() + ": " + course.end());
  }

  private void watch(FuzzLoop loop, CpuMeter meter, CpuTime start, double seconds) {
    try {
      while (course.end().cpu() < seconds) {
        Thread.sleep(BETWEEN_POINTS_MS);
        course.points().add(point(loop.status(), start, meter.now()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      loop.stop();
    }
  }

  private Course.Point point(LoopStatus status, CpuTime start, CpuTime now) {
    return new Course.Point(
        before.seconds() + status.time().toMillis() / 1000.0,
        before.guideCpu() + now.guide() - start.guide(),
        before.kernelCpu() + now.kernels() - start.kernels(),
        before.executions() + status.executions(),
        status.places(),
        status.programs(),
        status.relations(),
        status.dynamicRelations(),
        before.crashes() + status.crashes());
  }

  private Coverage places() throws IOException {
    if (!Files.exists(file())) {
      return Coverage.NONE;
    }
    LongBuffer places = ByteBuffer.wrap(Files.readAllBytes(file())).asLongBuffer();
    long[] all = new long[places.remaining()];
    places.get(all);
    return Coverage.of(all);
  }

  private void keep(Coverage places) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(places.size() * Long.BYTES);
    places.addresses().forEach(bytes::putLong);
    Files.write(file(), bytes.array());
  }

  private Path file() {
    return directory.resolve("places");
  }

  /** How much signal each program has, by its key. */
  private Map<String, Long> weights() throws IOException {
    Map<String, Long> weights = new HashMap<>();
    if (Files.exists(weightsFile())) {
      for (String line : Files.readAllLines(weightsFile())) {
        String[] words = line.split("\t");
        weights.put(words[0], Long.parseLong(words[1]));
      }
    }
    return weights;
  }

  private void keepWeights(Harvest harvest) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Program program : harvest.programs()) {
      lines.add(key(program) + "\t" + harvest.weights().of(lines.size()));
    }
    Files.write(weightsFile(), lines);
  }

  private static String key(Program program) {
    return CorpusWriter.keyOf(program.toString());
  }

  private Path weightsFile() {
    return directory.resolve("weights");
  }
}
