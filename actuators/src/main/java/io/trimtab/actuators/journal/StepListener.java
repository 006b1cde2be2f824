package io.trimtab.actuators.journal;

/**
 * Told of each step just before and just after it: the trace of {@code --verbose}, and the place
 * where tests kill the process.
 */
public interface StepListener {
  StepListener NONE =
      new StepListener() {
        @Override
        public void before(Step step, String subject) {}

        @Override
        public void after(Step step, String subject) {}
      };

  void before(Step step, String subject);

  void after(Step step, String subject);
}
