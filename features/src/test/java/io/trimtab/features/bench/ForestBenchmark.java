package io.trimtab.features.bench;

import io.trimtab.features.classify.Classifier;
import io.trimtab.features.classify.ShippedModel;
import io.trimtab.features.forest.Forest;
import io.trimtab.features.forest.QuantisedForest;
import io.trimtab.features.train.RecordedForest;
import io.trimtab.features.train.TribuoForest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.tribuo.Example;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;

/**
 * One vector of a real run at a time, another each time: Tribuo's own predict, and both compiled
 * forms of the same forest.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ForestBenchmark {
  private static final int VECTORS = 4096;

  /** Trees in the forest. */
  @Param({"64", "128"})
  public int trees = 128;

  private TribuoForest tribuo;
  private Forest forest;
  private QuantisedForest quantised;
  private final List<Example<Label>> examples = new ArrayList<>();
  private final List<double[]> vectors = new ArrayList<>();
  private Classifier classifier;
  private double[] scores;
  private double[] verdict;
  private int next;

  @Setup(Level.Trial)
  public void grow() throws IOException {
    RecordedForest recorded = new RecordedForest(trees);
    tribuo = recorded.tribuo();
    forest = recorded.compiled();
    quantised = QuantisedForest.of(forest, 64);
    scores = new double[forest.outputs()];
    List<double[]> all = new ArrayList<>(recorded.vectors());
    // One after another they would be alike, and the processor would guess every branch.
    Collections.shuffle(all, new Random(1));
    for (int i = 0; i < VECTORS; i++) {
      vectors.add(all.get(i % all.size()));
      examples.add(tribuo.example(vectors.get(i), 0));
    }
    classifier = ShippedModel.load();
    verdict = new double[classifier.outputs()];
    System.out.printf(
        "# %d trees: %d nodes, %d bytes, quantised %d bytes%n",
        trees, forest.nodes(), forest.bytes(), quantised.bytes());
  }

  @Benchmark
  public Prediction<Label> tribuo() {
    return tribuo.predict(examples.get(next++ % VECTORS));
  }

  @Benchmark
  public double[] compiled() {
    forest.score(vectors.get(next++ % VECTORS), 1, scores);
    return scores;
  }

  @Benchmark
  public double[] quantised() {
    quantised.score(vectors.get(next++ % VECTORS), 1, scores);
    return scores;
  }

  /** All of the shipped model: its forest, quantised, and novelty. */
  @Benchmark
  public double[] classifier() {
    classifier.score(vectors.get(next++ % VECTORS), 1, verdict);
    return verdict;
  }
}
