package io.trimtab.features.classify;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a host may be doing. */
public enum WorkloadClass {
  IDLE("next to nothing"),
  CPU("computing, with the CPUs as the limit"),
  IPC("switching between tasks that talk to each other"),
  FORK("creating processes"),
  SEQUENTIAL_READ("reading files from front to back"),
  RANDOM_READ("reading here and there in files"),
  WRITEBACK("writing files"),
  MEMORY_PRESSURE("short of memory, and reclaiming it"),
  ANONYMOUS_RANDOM("working all over a large memory of its own"),
  MIXED("several of these at once");

  /** What a model says of anything that it was not trained on. */
  public static final String UNKNOWN = "unknown";

  /** The label class of recordings that no class fits, with which unknown is tested. */
  public static final String NOVEL = "novel";

  private final String meaning;

  WorkloadClass(String meaning) {
    this.meaning = meaning;
  }

  /** Its name in labels, files and output. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A few words for people: "the host is …". */
  public String meaning() {
    return meaning;
  }

  /** The same by its name; the name itself of another model's class. */
  public static String meaning(String word) {
    return Arrays.stream(values())
        .filter(each -> each.word().equals(word))
        .map(WorkloadClass::meaning)
        .findFirst()
        .orElse(word);
  }

  /** All names, in order. */
  public static List<String> words() {
    return Arrays.stream(values()).map(WorkloadClass::word).toList();
  }
}
