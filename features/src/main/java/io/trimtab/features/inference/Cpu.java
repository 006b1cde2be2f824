package io.trimtab.features.inference;

/** The caller's own thread. */
public final class Cpu implements Processor {
  @Override
  public String name() {
    return "cpu";
  }

  @Override
  public void score(Model model, double[] vectors, int count, double[] scores) {
    model.score(vectors, count, scores);
  }

  @Override
  public Load load() {
    return Load.NONE;
  }
}
