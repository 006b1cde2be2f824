package io.trimtab.features.bench;

import io.trimtab.features.forest.Forest;
import io.trimtab.features.forest.QuantisedForest;
import io.trimtab.features.forest.Synthetic;
import io.trimtab.features.train.TrainingSet;
import io.trimtab.features.train.TribuoForest;
import java.util.ArrayList;
import java.util.List;
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

/** One vector at a time, another each time: Tribuo's own predict, and both compiled forms. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ForestBenchmark {
  private static final int VECTORS = 4096;

  /** Trees in the forest. */
  @Param({"101", "201"})
  public int trees = 101;

  private TribuoForest tribuo;
  private Forest forest;
  private QuantisedForest quantised;
  private final List<Example<Label>> examples = new ArrayList<>();
  private final List<double[]> vectors = new ArrayList<>();
  private double[] scores;
  private int next;

  @Setup(Level.Trial)
  public void grow() {
    tribuo = Synthetic.forest(1500, trees);
    TrainingSet others = Synthetic.set(VECTORS, 2);
    forest = tribuo.compile("synthetic", new double[others.schema().size()]);
    quantised = QuantisedForest.of(forest, QuantisedForest.MOST_BINS);
    scores = new double[forest.outputs()];
    for (int i = 0; i < VECTORS; i++) {
      vectors.add(others.vector(i));
      examples.add(tribuo.example(others.vector(i), 0));
    }
    System.out.println(
        "# "
            + trees
            + " trees: "
            + forest.nodes()
            + " nodes, "
            + forest.bytes()
            + " bytes, quantised "
            + quantised.bytes());
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
}
