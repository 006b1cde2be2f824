package io.trimtab.actuators.fake;

import io.trimtab.actuators.kernel.FileError;
import io.trimtab.actuators.kernel.KernelFileException;
import io.trimtab.actuators.kernel.KernelFiles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/**
 * A kernel in memory with the habits of a real one: it moves brackets, refuses what is not a
 * number, zeroes twins, keeps the real-time runtime below its period, resets a queue when its I/O
 * scheduler changes, and recomputes read-ahead with every change of a queue's limits. Tests add
 * roundings, refusals and delays of their own.
 */
public class FakeKernel implements KernelFiles {
  private static final String VM = "/proc/sys/vm/";
  private static final String RT_PERIOD = "/proc/sys/kernel/sched_rt_period_us";
  private static final String RT_RUNTIME = "/proc/sys/kernel/sched_rt_runtime_us";
  private static final List<String> QUEUE_LIMITS =
      List.of("max_sectors_kb", "add_random", "iostats", "rotational", "write_cache");

  private final Map<String, String> contents = new TreeMap<>();
  private final Map<String, FileError> unreadable = new HashMap<>();
  private final Map<String, FileError> unwritable = new HashMap<>();
  private final Map<String, UnaryOperator<String>> answers = new HashMap<>();
  private final Map<String, Runnable> delays = new ConcurrentHashMap<>();
  private final List<String> written = new ArrayList<>();
  private BiConsumer<String, String> onWrite = (path, value) -> {};

  /** A file with the text that it shows. */
  public synchronized FakeKernel file(String path, String text) {
    contents.put(path, text);
    return this;
  }

  public synchronized FakeKernel unreadable(String path, FileError error) {
    contents.putIfAbsent(path, "");
    unreadable.put(path, error);
    return this;
  }

  public synchronized FakeKernel unwritable(String path, FileError error) {
    unwritable.put(path, error);
    return this;
  }

  /** Refuses every value, which nobody can tell before writing one. */
  public FakeKernel refuses(String path, FileError error) {
    return answers(
        path,
        value -> {
          throw new KernelFileException(path, error, "refused");
        });
  }

  /** What the kernel makes of a value that is written to a file. */
  public synchronized FakeKernel answers(String path, UnaryOperator<String> answer) {
    answers.put(path, answer);
    return this;
  }

  /** What a writer of the file has to wait for, off the kernel's lock. */
  public FakeKernel delays(String path, Runnable wait) {
    delays.put(path, wait);
    return this;
  }

  /** Told of every write that took effect. */
  public synchronized FakeKernel onWrite(BiConsumer<String, String> listener) {
    onWrite = listener;
    return this;
  }

  public synchronized FakeKernel remove(String path) {
    contents.remove(path);
    return this;
  }

  /** What somebody else writes: nothing is noted, nothing refused. */
  public synchronized void set(String path, String text) {
    contents.put(path, text + "\n");
  }

  /** The first line of a file. */
  public String line(String path) {
    return read(path).strip();
  }

  /** {@code PATH=VALUE} of every write so far that took effect. */
  public synchronized List<String> written() {
    return List.copyOf(written);
  }

  public synchronized void forgetWritten() {
    written.clear();
  }

  public synchronized Map<String, String> snapshot() {
    return new TreeMap<>(contents);
  }

  @Override
  public synchronized String read(String path) {
    FileError error = unreadable.get(path);
    if (error != null) {
      throw new KernelFileException(path, error, "cannot be read");
    }
    String text = contents.get(path);
    if (text == null) {
      throw new KernelFileException(path, FileError.ABSENT, "no such file");
    }
    return text;
  }

  @Override
  public void write(String path, String value) {
    Runnable delay = delays.get(path);
    if (delay != null) {
      delay.run();
    }
    synchronized (this) {
      String old = read(path);
      FileError error = unwritable.get(path);
      if (error != null) {
        throw new KernelFileException(path, error, "refused");
      }
      String answer = answers.getOrDefault(path, UnaryOperator.identity()).apply(value);
      contents.put(path, taken(path, old, answer));
      takeEffect(path, old, answer);
      written.add(path + "=" + value);
      onWrite.accept(path, value);
    }
  }

  private String taken(String path, String old, String value) {
    if (old.contains("[")) {
      List<String> words = List.of(old.replace("[", "").replace("]", "").strip().split("\\s+"));
      require(words.contains(value), path);
      StringBuilder text = new StringBuilder();
      for (String word : words) {
        text.append(word.equals(value) ? "[" + word + "]" : word).append(' ');
      }
      return text.toString().strip() + "\n";
    }
    if (old.strip().matches("-?\\d+")) {
      require(value.matches("-?\\d+"), path);
      requireInKernelRange(path, Long.parseLong(value));
    }
    return value + "\n";
  }

  private void requireInKernelRange(String path, long value) {
    switch (path) {
      case VM + "dirty_bytes" -> require(value >= 8192, path);
      case VM + "dirty_background_bytes" -> require(value >= 1, path);
      case RT_PERIOD -> require(value >= number(RT_RUNTIME, Long.MIN_VALUE), path);
      case RT_RUNTIME -> require(value <= number(RT_PERIOD, Long.MAX_VALUE), path);
      default -> {}
    }
  }

  private long number(String path, long ifAbsent) {
    return contents.containsKey(path) ? Long.parseLong(contents.get(path).strip()) : ifAbsent;
  }

  private static void require(boolean accepted, String path) {
    if (!accepted) {
      throw new KernelFileException(path, FileError.REJECTED, "invalid argument");
    }
  }

  private void takeEffect(String path, String old, String value) {
    switch (path) {
      case VM + "dirty_bytes" -> zero(VM + "dirty_ratio", !old.strip().equals(value));
      case VM + "dirty_ratio" -> zero(VM + "dirty_bytes", !old.strip().equals(value));
      case VM + "dirty_background_bytes" -> zero(VM + "dirty_background_ratio", true);
      case VM + "dirty_background_ratio" -> zero(VM + "dirty_background_bytes", true);
      case VM + "overcommit_kbytes" -> zero(VM + "overcommit_ratio", true);
      case VM + "overcommit_ratio" -> zero(VM + "overcommit_kbytes", true);
      default -> {
        int queue = path.indexOf("/queue/");
        if (queue > 0) {
          changeQueue(path.substring(0, queue + "/queue/".length()), path, old, value);
        }
      }
    }
  }

  private void zero(String path, boolean changed) {
    if (changed && contents.containsKey(path)) {
      contents.put(path, "0\n");
    }
  }

  private void changeQueue(String queue, String path, String old, String value) {
    String name = path.substring(queue.length());
    if (name.equals("scheduler") && !old.contains("[" + value + "]")) {
      contents.keySet().removeIf(file -> file.startsWith(queue + "iosched/"));
      if (value.equals("mq-deadline")) {
        contents.put(queue + "iosched/read_expire", "500\n");
        contents.put(queue + "iosched/write_expire", "5000\n");
        contents.put(queue + "iosched/fifo_batch", "16\n");
        contents.put(queue + "iosched/front_merges", "1\n");
        contents.put(queue + "iosched/writes_starved", "2\n");
      }
      contents.put(queue + "nr_requests", value.equals("none") ? "128\n" : "256\n");
    } else if (QUEUE_LIMITS.contains(name)) {
      contents.put(queue + "read_ahead_kb", 2 * number(queue + "max_sectors_kb", 64) + "\n");
    }
  }

  @Override
  public synchronized boolean exists(String path) {
    return contents.containsKey(path) || !list(path).isEmpty();
  }

  @Override
  public synchronized List<String> list(String path) {
    String prefix = path.endsWith("/") ? path : path + "/";
    return contents.keySet().stream()
        .filter(file -> file.startsWith(prefix))
        .map(file -> file.substring(prefix.length()).split("/")[0])
        .distinct()
        .sorted()
        .toList();
  }

  @Override
  public synchronized Optional<FileError> writeObstacle(String path) {
    return contents.containsKey(path)
        ? Optional.ofNullable(unwritable.get(path))
        : Optional.of(FileError.ABSENT);
  }
}
