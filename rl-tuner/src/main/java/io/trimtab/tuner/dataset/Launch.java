package io.trimtab.tuner.dataset;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * One command of a run, with nothing left to fill in.
 *
 * @param words the program and its arguments
 * @param memory the limit of its memory cgroup in bytes, if it is to have one
 * @param cold files whose pages are dropped from the page cache before each start
 * @param warm files that are read into the page cache before the run
 * @param pause how long to wait before it is started again once it has ended
 */
record Launch(
    List<String> words, OptionalLong memory, List<Path> cold, List<Path> warm, Duration pause) {
  Launch {
    words = List.copyOf(words);
    cold = List.copyOf(cold);
    warm = List.copyOf(warm);
  }
}
