package io.trimtab.features.classify;

import io.trimtab.collector.sample.Sample;
import io.trimtab.features.extract.HostFeatures;
import io.trimtab.features.extract.Interval;
import io.trimtab.features.inference.GuardedModel;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * From samples to what the host is doing: the vector of each interval, the decision on it, and
 * where that leaves the class that counts. Whatever a model does, throw, hang or answer nonsense,
 * the decision is unknown, because of that. Used by one thread.
 */
public final class Recogniser implements AutoCloseable {
  /** Of the features that the trees look at, no more than this share may be absent. */
  private static final double MOST_ABSENT = 0.2;

  private final Classifier classifier;
  private final boolean[] mask;
  private final GuardedModel guarded;
  private final Smoother smoother = new Smoother();
  private Optional<Sample> before = Optional.empty();

  /**
   * What came of a sample.
   *
   * @param decision on the interval that ended with it
   * @param state the class that counts now
   * @param vector of the interval
   * @param classifier that was asked
   */
  public record Seen(
      Decision decision, Smoother.State state, List<Double> vector, Classifier classifier) {
    public Seen {
      vector = List.copyOf(vector);
    }

    /** The features that spoke most for the class that the trees chose. */
    public List<Explanation.Contribution> explanation(int most) {
      double[] features = vector.stream().mapToDouble(Double::doubleValue).toArray();
      return Explanation.of(classifier, features, most);
    }
  }

  /**
   * @param deadline what one decision may take
   */
  public Recogniser(Classifier classifier, Duration deadline) {
    this.classifier = classifier;
    this.mask = classifier.forest().mask();
    this.guarded = new GuardedModel(classifier, deadline);
  }

  /**
   * Takes the next sample.
   *
   * @param sample it is copied
   * @return what came of the interval since the one before; nothing for the first
   */
  public Optional<Seen> next(Sample sample) {
    Optional<Sample> earlier = before;
    before = Optional.of(sample.copy());
    if (earlier.isEmpty() || sample.monotonicNanos() <= earlier.get().monotonicNanos()) {
      return Optional.empty();
    }
    double[] vector = new double[HostFeatures.schema().size()];
    HostFeatures.extract(new Interval(earlier.get(), sample), vector);
    Decision decision = decide(vector);
    Smoother.State state = smoother.next(decision, sample.monotonicNanos());
    List<Double> kept = Arrays.stream(vector).boxed().toList();
    return Optional.of(new Seen(decision, state, kept, classifier));
  }

  private Decision decide(double[] vector) {
    int used = 0;
    int absent = 0;
    for (int place = 0; place < vector.length; place++) {
      used += mask[place] ? 1 : 0;
      absent += mask[place] && !Double.isFinite(vector[place]) ? 1 : 0;
    }
    if (absent > MOST_ABSENT * used) {
      return Decision.unknown(
          absent + " of the " + used + " features that the model looks at are absent here");
    }
    GuardedModel.Answer answer = guarded.score(vector);
    if (answer instanceof GuardedModel.Answer.Scored scored) {
      return classifier.decide(scored.scores(), 0);
    }
    return Decision.unknown(((GuardedModel.Answer.Refused) answer).reason());
  }

  @Override
  public void close() {
    guarded.close();
  }
}
