package io.trimtab.features.inference;

/** What models run on: the CPU, or an accelerator beside it. */
public interface Processor {
  /** How busy it is with what others want of it. */
  record Load(int otherProcesses, double utilisation) {
    /** Nobody else is there. */
    public static final Load NONE = new Load(0, 0);
  }

  /** For messages and records. */
  String name();

  /** Scores vectors as {@link Model#score} does, the way to the processor and back included. */
  void score(Model model, double[] vectors, int count, double[] scores);

  /** How busy it is now; asked for some fifty times a second at most. */
  Load load();
}
