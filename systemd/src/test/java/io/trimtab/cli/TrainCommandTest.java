package io.trimtab.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.trimtab.features.classify.Dataset;
import io.trimtab.features.classify.Datasets;
import io.trimtab.features.classify.Run;
import io.trimtab.features.classify.RunLabel;
import io.trimtab.features.extract.HostFeatures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training and measuring from the command line, on small made-up runs. */
class TrainCommandTest {
  @TempDir Path directory;

  @Test
  void trainsAModelThatClassifiesAndIsMeasured() throws IOException {
    Path vectors = vectors();
    Path model = directory.resolve("w.model");
    Path picture = directory.resolve("p.svg");
    Console trained = train(vectors, model, "--picture", picture.toString(), "--json");
    assertEquals(0, trained.exitCode(), trained.err());
    JsonObject object = trained.json().getAsJsonObject();
    assertEquals("2026-11-21", object.get("created").getAsString());
    assertEquals(3, object.getAsJsonArray("classes").size());
    assertEquals(Files.size(model), object.get("bytes").getAsLong());
    assertTrue(object.getAsJsonObject("scores").get("macro_f1_runs").getAsDouble() > 0.9);
    assertTrue(Files.readString(picture).startsWith("<svg"));

    Console measured =
        run(
            "train",
            "evaluate",
            "--from",
            vectors.toString(),
            "--model",
            model.toString(),
            "--json");
    assertEquals(0, measured.exitCode(), measured.err());
    JsonObject figures = measured.json().getAsJsonObject();
    assertTrue(figures.get("macro_f1").getAsDouble() > 0.9);
    assertEquals(12, figures.get("runs_of_trained_labels").getAsInt());

    Console text =
        run("train", "evaluate", "--from", vectors.toString(), "--model", model.toString());
    assertTrue(text.out().contains("macro-F1"), text.out());

    Console classified =
        run("classify", "--level", "proc", "--for", "2s", "--model", model.toString());
    assertEquals(0, classified.exitCode(), classified.err());
  }

  @Test
  void theSameRunsGiveTheSameModel() throws IOException {
    Path vectors = vectors();
    Path one = directory.resolve("one.model");
    Path other = directory.resolve("other.model");
    Path kept = directory.resolve("kept.csv.gz");
    assertEquals(0, train(vectors, one, "--vectors", kept.toString()).exitCode());
    assertEquals(0, train(kept, other).exitCode());
    assertArrayEquals(Files.readAllBytes(one), Files.readAllBytes(other));
  }

  @Test
  void whatCannotBeTrainedOnIsRefused() throws IOException {
    Path model = directory.resolve("w.model");
    refused(train(directory.resolve("none.db"), model), "none.db: there is no such file");
    Path empty = directory.resolve("empty.db");
    assertEquals(
        0, run("record", "--out", empty.toString(), "--for", "1s", "--level", "proc").exitCode());
    refused(train(empty, model), "no tick is labelled CLASS/PROGRAM/INTENSITY");
    refused(train(vectors(), model, "--without", "cpu_bussy"), "no feature is called that");
    refused(run("train", "evaluate", "--from", vectors().toString(), "--trees", "0"), "--trees 0");
    refused(train(vectors(), directory.resolve("no/w.model")), "cannot be written");
    assertFalse(Files.exists(model));
  }

  private static void refused(Console console, String why) {
    assertTrue(console.exitCode() == 2 || console.exitCode() == 1, console.err());
    assertTrue(console.err().contains(why), console.err());
  }

  private static Console train(Path from, Path model, String... more) {
    Stream<String> words =
        Stream.of(
            "train",
            "classifier",
            "--from",
            from.toString(),
            "--out",
            model.toString(),
            "--trees",
            "10",
            "--date",
            "2026-11-21");
    return run(Stream.concat(words, Stream.of(more)).toArray(String[]::new));
  }

  private static Console run(String... words) {
    return Console.run(List.of(words));
  }

  /** Three classes of two programs in two intensities each. */
  private Path vectors() {
    Random random = new Random(1);
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      String workload = List.of("cpu", "fork", "idle").get(i % 3);
      RunLabel label = new RunLabel(workload, "p" + i / 3 % 2, "" + i / 6);
      List<double[]> seconds = new ArrayList<>();
      for (int second = 0; second < 5; second++) {
        double[] vector = new double[HostFeatures.schema().size()];
        for (int place = 0; place < vector.length; place++) {
          vector[place] = Dataset.rounded(place % 4 == 0 ? 5 * (i % 3) + random.nextDouble() : 1);
        }
        seconds.add(vector);
      }
      runs.add(new Run(label, seconds));
    }
    Path file = directory.resolve("vectors.csv.gz");
    Datasets.write(new Dataset(HostFeatures.schema(), runs), file);
    return file;
  }
}
