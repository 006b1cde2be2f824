package io.trimtab.features.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.features.classify.Classifier;
import io.trimtab.features.classify.Dataset;
import io.trimtab.features.classify.Run;
import io.trimtab.features.inference.Costs;
import io.trimtab.features.inference.Cpu;
import io.trimtab.features.inference.ExecutionPolicy;
import io.trimtab.features.inference.ExecutionPolicy.Decision;
import io.trimtab.features.inference.ExecutionPolicy.Limits;
import io.trimtab.features.registry.FeatureBatch;
import io.trimtab.features.registry.FeatureRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The whole way: vectors captured into the registry, scored in batches when the policy says so. */
class RegistryToForestTest {
  private static final int BATCH = 16;
  private static final long MILLI = 1_000_000;

  @Test
  void vectorsAreScoredInBatchesAndInOrder() {
    Dataset dataset = Toy.dataset(1);
    Evaluation evaluation = Evaluation.of(dataset, Toy.settings(3), TrainingListener.none());
    Classifier classifier = ClassifierTrainer.train(dataset, Toy.settings(3), evaluation, "today");
    FeatureRegistry registry = new FeatureRegistry("host", classifier.schema(), 256);
    Cpu cpu = new Cpu();
    Costs costs = Costs.measure(classifier, cpu, System::nanoTime);
    ExecutionPolicy policy =
        new ExecutionPolicy(costs, Optional.empty(), new Limits(BATCH, 1000 * MILLI));
    FeatureBatch batch = new FeatureBatch(classifier.schema(), BATCH);
    double[] scores = new double[BATCH * classifier.outputs()];
    List<String> said = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    int batches = 0;
    long now = 0;
    long read = 0;
    for (Run run : Toy.dataset(2).runs()) {
      for (double[] vector : run.vectors()) {
        now++; // A nanosecond apart: faster than any CPU scores them.
        expected.add(classifier.classify(vector).workload());
        registry.begin();
        for (int place = 0; place < vector.length; place++) {
          registry.capture(place, vector[place]);
        }
        registry.commit(now);
        policy.arrived(now);
        int pending = (int) (now - read);
        if (policy.decide(pending, read + 1, now) == Decision.CPU) {
          registry.since(read, batch);
          assertEquals(pending, batch.size());
          cpu.score(classifier, batch.values(), batch.size(), scores);
          for (int i = 0; i < batch.size(); i++) {
            said.add(classifier.decide(scores, i * classifier.outputs()).workload());
          }
          read = now;
          batches++;
        }
      }
    }
    assertTrue(batches > 2 && batches < said.size() / 4, batches + " batches");
    assertEquals(expected.subList(0, said.size()), said);
    assertTrue(expected.size() - said.size() < BATCH);
  }
}
