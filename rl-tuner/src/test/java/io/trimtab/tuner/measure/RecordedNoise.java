package io.trimtab.tuner.measure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/**
 * Recorded run times to draw from: files of one number per line, {@code #} begins a comment.
 *
 * <p>Draws are runs of consecutive readings from random places (moving-block bootstrap, Künsch
 * 1989), so that autocorrelation and bursts survive.
 */
public final class RecordedNoise {
  private static final int BLOCK = 16;

  private final double[] readings;

  private RecordedNoise(double[] readings) {
    this.readings = readings;
  }

  /** Loads {@code /noise/NAME.txt} from the test resources. */
  public static RecordedNoise load(String name) {
    String path = "/noise/" + name + ".txt";
    try (InputStream in = RecordedNoise.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalArgumentException("no test resource " + path);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new RecordedNoise(
          text.lines()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .mapToDouble(Double::parseDouble)
              .toArray());
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  /** Returns the number of readings recorded. */
  public int size() {
    return readings.length;
  }

  /** Returns an endless series of readings. */
  public DoubleSupplier resample(SplittableRandom random) {
    int[] at = {0, 0};
    return () -> {
      if (at[1]-- == 0) {
        at[0] = random.nextInt(readings.length);
        at[1] = BLOCK - 1;
      }
      double reading = readings[at[0]];
      at[0] = (at[0] + 1) % readings.length;
      return reading;
    };
  }
}
