package io.trimtab.fuzz.manager;

import io.trimtab.fuzz.guide.Choices;
import io.trimtab.fuzz.guide.Guide;
import io.trimtab.fuzz.program.CallSet;
import io.trimtab.fuzz.program.Generator;
import io.trimtab.fuzz.program.Mutator;
import io.trimtab.fuzz.program.Program;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Programs that a manager may not have thought of: those of its corpus with calls put in that a
 * guide chooses. What is mutated in other ways the manager does itself, and does well.
 */
public final class Candidates {
  private static final Mutator.Weights INSERT_ONLY = new Mutator.Weights(0, 1, 0, 0, 30);
  private static final int LENGTH = 6;
  private static final int MOST_TRIES = 100;

  private final Guide guide;
  private final Choices choices;
  private final Generator generator;
  private final Mutator mutator;
  private final RandomGenerator random;
  private final List<Program> corpus;
  private final Set<String> made = new HashSet<>();

  /**
   * @param corpus what the guide learns from, and what is added to; may be empty
   */
  public Candidates(CallSet calls, Guide guide, List<Program> corpus, RandomGenerator random) {
    this.guide = guide;
    this.random = random;
    this.corpus = List.copyOf(corpus);
    choices = new Choices(guide);
    generator = new Generator(calls, random);
    mutator = new Mutator(generator, choices, INSERT_ONLY);
    corpus.forEach(
        program -> {
          guide.learn(program);
          made.add(program.toString());
        });
  }

  /** The next one, which is none of the corpus and has not been made before. */
  public Program next() {
    Program program = Program.EMPTY;
    for (int i = 0; i < MOST_TRIES; i++) {
      program =
          corpus.isEmpty()
              ? generator.generate(choices, LENGTH)
              : mutator.mutate(corpus.get(random.nextInt(corpus.size())), corpus);
      if (made.add(program.toString())) {
        break;
      }
    }
    return program;
  }

  /** Tells the guide how the last one was received: a refused one has a call that is of no use. */
  public void received(boolean isTaken) {
    choices.take().forEach(choice -> guide.reward(choice, isTaken));
  }
}
