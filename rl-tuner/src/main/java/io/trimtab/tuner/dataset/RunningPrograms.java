package io.trimtab.tuner.dataset;

import io.trimtab.tuner.run.Command;
import io.trimtab.tuner.run.CommandRunner;
import io.trimtab.tuner.run.MemoryCgroup;
import io.trimtab.tuner.run.RunResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A run's commands at work, each on a thread of its own, started again when it ends. Closing ends
 * them and all that they started, and removes their cgroups.
 */
final class RunningPrograms implements AutoCloseable {
  private final CommandRunner runner;
  private final Duration limit;
  private final List<MemoryCgroup> cgroups = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile Optional<String> failure = Optional.empty();

  private RunningPrograms(CommandRunner runner, Duration limit) {
    this.runner = runner;
    this.limit = limit;
  }

  /**
   * Starts commands.
   *
   * @param limit after which each ends by itself, even if nobody is there any more to end it
   * @throws io.trimtab.tuner.TunerException if a cgroup cannot be made; nothing runs then
   */
  static RunningPrograms start(CommandRunner runner, List<Launch> launches, Duration limit) {
    RunningPrograms running = new RunningPrograms(runner, limit);
    try {
      for (int i = 0; i < launches.size(); i++) {
        running.prepare(launches.get(i), i);
      }
    } catch (RuntimeException e) {
      running.removeCgroups();
      throw e;
    }
    running.threads.forEach(Thread::start);
    return running;
  }

  private void prepare(Launch launch, int index) {
    Optional<MemoryCgroup> cgroup = Optional.empty();
    if (launch.memory().isPresent()) {
      String name = "trimtab-dataset-" + ProcessHandle.current().pid() + "-" + index;
      cgroup = Optional.of(MemoryCgroup.create(name, launch.memory().getAsLong()));
      cgroups.add(cgroup.get());
    }
    List<String> words = new ArrayList<>();
    // Should Trimtab be killed, this still ends the program.
    words.addAll(List.of("timeout", "--kill-after=2", Long.toString(limit.toSeconds())));
    words.addAll(launch.words());
    Command command = new Command(words, Optional.empty(), cgroup, launch.cold());
    Thread thread = new Thread(() -> keepGoing(command, launch.pause()), "training program");
    thread.setDaemon(true);
    threads.add(thread);
  }

  private void keepGoing(Command command, Duration pause) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        RunResult result = runner.run(command, limit);
        if (!result.succeeded()) {
          fail(String.join(" ", command.arguments().subList(3, 4)) + " " + result.failure());
          return;
        }
        TimeUnit.NANOSECONDS.sleep(pause.toNanos());
      }
    } catch (InterruptedException e) {
      // Closed: the command was ended.
    } catch (RuntimeException e) {
      fail(String.valueOf(e.getMessage()));
    }
  }

  private synchronized void fail(String why) {
    if (failure.isEmpty()) {
      failure = Optional.of(why);
    }
  }

  /** Why one of them works no longer; empty as long as all do. */
  Optional<String> failure() {
    return failure;
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    removeCgroups();
  }

  private void removeCgroups() {
    cgroups.forEach(MemoryCgroup::close);
    cgroups.clear();
  }
}
