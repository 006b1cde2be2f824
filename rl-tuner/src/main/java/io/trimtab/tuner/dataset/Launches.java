package io.trimtab.tuner.dataset;

import io.trimtab.features.classify.RunLabel;
import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.run.JavaProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Turns planned runs into commands. A placeholder is one of the intensity's values, the name of a
 * file, or one of these: {@code scratch}, a directory that is the run's own; {@code seconds} and
 * {@code cpus}; {@code seed}, a whole number; {@code java} and {@code classes}, to start a Java
 * program of Trimtab's.
 */
final class Launches {
  private static final int LARGEST_SEED = 1_000_000_000;
  private static final double MOST_PAUSE_SECONDS = 60;

  private final TrainingCatalogue catalogue;
  private final Path directory;
  private final int seconds;
  private final int cpus;

  /**
   * @param directory where the files lie
   * @param seconds for how long programs are told to run
   * @param cpus how many CPUs there are
   */
  Launches(TrainingCatalogue catalogue, Path directory, int seconds, int cpus) {
    this.catalogue = catalogue;
    this.directory = directory;
    this.seconds = seconds;
    this.cpus = cpus;
  }

  /**
   * The commands of a run, which go on at the same time.
   *
   * @param scratch the directory that it may write to
   * @throws TunerException if something is asked for that the catalogue does not have
   */
  List<Launch> of(PlannedRun run, Path scratch) {
    Map<String, String> values = Placeholders.draw(run.intensity().values(), run.seed());
    TrainingProgram program = run.program();
    if (program.parts().isEmpty()) {
      return List.of(launch(run, values, scratch));
    }
    List<Launch> launches = new ArrayList<>();
    for (int i = 0; i < program.parts().size(); i++) {
      String label = fill(program.parts().get(i), run, values, scratch);
      launches.addAll(of(part(label, 31 * run.seed() + i), scratch.resolve("part" + i)));
    }
    return launches;
  }

  private PlannedRun part(String text, long seed) {
    RunLabel label =
        RunLabel.parse(text)
            .orElseThrow(
                () -> TunerException.invalid("\"" + text + "\" is not the label of a run"));
    TrainingProgram program =
        catalogue
            .program(label.programName())
            .orElseThrow(
                () -> TunerException.invalid("there is no program " + label.programName()));
    TrainingProgram.Intensity intensity =
        program
            .intensity(label.intensity())
            .orElseThrow(() -> TunerException.invalid("there is no run " + label));
    return new PlannedRun(program, intensity, seed);
  }

  private Launch launch(PlannedRun run, Map<String, String> values, Path scratch) {
    TrainingProgram program = run.program();
    String pause = fill(program.pause(), run, values, scratch);
    return new Launch(
        program.command().stream().map(word -> fill(word, run, values, scratch)).toList(),
        program
            .memory()
            .map(size -> OptionalLong.of(ByteSizes.of(fill(size, run, values, scratch))))
            .orElse(OptionalLong.empty()),
        program.cold().stream().map(directory::resolve).flatMap(Launches::files).toList(),
        program.warm().stream().map(directory::resolve).flatMap(Launches::files).toList(),
        pause(pause));
  }

  /** A file, or the files in a directory. */
  private static Stream<Path> files(Path path) {
    if (!Files.isDirectory(path)) {
      return Stream.of(path);
    }
    try (Stream<Path> inside = Files.list(path)) {
      return inside.filter(Files::isRegularFile).toList().stream();
    } catch (IOException e) {
      throw new TunerException(path + ": cannot be listed: " + e.getMessage(), e);
    }
  }

  private static Duration pause(String text) {
    try {
      double seconds = Double.parseDouble(text);
      if (seconds >= 0 && seconds <= MOST_PAUSE_SECONDS) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw TunerException.invalid("\"" + text + "\" is no pause of 0 to 60 seconds");
  }

  private String fill(String text, PlannedRun run, Map<String, String> values, Path scratch) {
    return Placeholders.fill(
        text,
        name -> {
          String own = values.get(name);
          if (own != null) {
            return own;
          }
          if (catalogue.file(name).isPresent()) {
            return directory.resolve(name).toString();
          }
          return switch (name) {
            case "scratch" -> scratch.toString();
            case "seconds" -> Integer.toString(seconds);
            case "cpus" -> Integer.toString(cpus);
            case "seed" -> Long.toString(Math.floorMod(run.seed(), LARGEST_SEED));
            case "java" -> JavaProgram.java();
            case "classes" -> JavaProgram.classPath(Launches.class);
            default ->
                throw TunerException.invalid(
                    run.label() + ": nothing is known to put in for {" + name + "}");
          };
        });
  }

  /** The files that a program works on, those of its parts included. */
  List<TrainingFile> files(TrainingProgram program) {
    Set<String> names = new TreeSet<>(program.cold());
    names.addAll(program.warm());
    Stream.concat(
            program.command().stream(),
            program.intensities().stream().flatMap(each -> each.values().values().stream()))
        .forEach(text -> names.addAll(Placeholders.names(text)));
    Set<TrainingFile> files = new LinkedHashSet<>();
    names.forEach(name -> catalogue.file(name).ifPresent(files::add));
    for (String part : program.parts()) {
      catalogue
          .program(part.substring(0, Math.max(0, part.lastIndexOf('/'))))
          .ifPresent(found -> files.addAll(files(found)));
    }
    return List.copyOf(files);
  }
}
