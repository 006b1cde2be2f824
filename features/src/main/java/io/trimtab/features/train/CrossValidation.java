package io.trimtab.features.train;

import io.trimtab.features.FeaturesException;
import io.trimtab.features.classify.Dataset;
import io.trimtab.features.classify.Run;
import io.trimtab.features.evaluate.Said;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Trains without some runs, and asks what is made of them: on as many threads as there are CPUs.
 */
final class CrossValidation {
  private final TrainingSettings settings;
  private final TrainingListener listener;

  CrossValidation(TrainingSettings settings, TrainingListener listener) {
    this.settings = settings;
    this.listener = listener;
  }

  /**
   * What is said of every run that is kept out.
   *
   * @param strange runs that no fold is trained on, and each is asked about as well
   */
  List<Said> said(List<Folds.Fold> folds, Dataset strange) {
    return run(folds, strange).stream().flatMap(List::stream).toList();
  }

  /** The same, fold by fold. */
  List<List<Said>> run(List<Folds.Fold> folds, Dataset strange) {
    int threads = Math.max(1, Math.min(folds.size(), Runtime.getRuntime().availableProcessors()));
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<List<Said>>> answers = new ArrayList<>();
      for (Folds.Fold fold : folds) {
        answers.add(pool.submit(() -> run(fold, strange)));
      }
      List<List<Said>> all = new ArrayList<>();
      for (Future<List<Said>> answer : answers) {
        all.add(answer.get());
      }
      return all;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FeaturesException("training was interrupted; nothing was written", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof FeaturesException known) {
        throw known;
      }
      throw new FeaturesException("training failed: " + e.getCause(), e);
    } finally {
      pool.shutdownNow();
    }
  }

  private List<Said> run(Folds.Fold fold, Dataset strange) {
    Fit fit = Fit.of(fold.training(), settings);
    List<Said> said = new ArrayList<>();
    for (Run run : fold.held().and(strange).runs()) {
      said.add(new Said(run, run.vectors().stream().map(fit::opinion).toList()));
    }
    listener.step(fold.name());
    return said;
  }
}
