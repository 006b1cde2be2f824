package io.trimtab.actuators.crash;

import io.trimtab.actuators.journal.Step;
import io.trimtab.actuators.journal.StepListener;
import io.trimtab.actuators.transaction.Actuator;
import java.nio.file.Path;
import java.util.Random;

/**
 * The process that is killed: it runs a scenario, and stops dead before or after a step, where the
 * test that started it sends SIGKILL.
 *
 * <p>Arguments: kind and directory of the machine, scenario, seed, and the number of the point to
 * stop at, counting from 1; 0 runs on.
 */
final class CrashChild {
  static final String STARTED = "started";
  static final String OPENED = "opened";
  static final String STOPPED = "stopped";
  static final String DONE = "done";

  private CrashChild() {}

  public static void main(String[] args) {
    Machine machine = new Machine(Machine.Kind.valueOf(args[0]), Path.of(args[1]));
    Scenario scenario = Scenario.valueOf(args[2]);
    System.out.println(STARTED);
    try (Actuator actuator = machine.open(new Stopper(Integer.parseInt(args[4])))) {
      System.out.println(OPENED);
      scenario.run(actuator, new Random(Long.parseLong(args[3])));
    }
    System.out.println(DONE);
  }

  private static final class Stopper implements StepListener {
    private final int stopAt;
    private int points;

    Stopper(int stopAt) {
      this.stopAt = stopAt;
    }

    @Override
    public void before(Step step, String subject) {
      point("before " + step + " " + subject);
    }

    @Override
    public void after(Step step, String subject) {
      point("after " + step + " " + subject);
    }

    private void point(String where) {
      points++;
      if (points != stopAt) {
        return;
      }
      System.out.println(STOPPED + " " + where);
      while (true) {
        try {
          Thread.sleep(60_000);
        } catch (InterruptedException e) {
          // Nothing but SIGKILL ends it.
        }
      }
    }
  }
}
