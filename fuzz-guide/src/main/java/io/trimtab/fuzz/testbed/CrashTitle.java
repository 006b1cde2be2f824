package io.trimtab.fuzz.testbed;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds in what a kernel says that it has crashed, and gives the crash a title by which it is known
 * again: what went wrong and in which function, without addresses, numbers and times. The titles
 * are worded as syzkaller's, which is what people search for.
 */
final class CrashTitle {
  /** A kind of report: how its first line looks, and the title of it and of the lines behind it. */
  private record Kind(Pattern line, BiFunction<Matcher, List<String>, String> title) {}

  private static final List<Kind> KINDS =
      List.of(
          kind(
              "BUG: KASAN: ([a-z-]+) in (\\w+)",
              (m, log) -> "KASAN: %s%s in %s".formatted(m.group(1), access(log), m.group(2))),
          kind("BUG: KASAN: ([a-z-]+)", (m, log) -> "KASAN: " + in(m.group(1) + access(log), log)),
          kind("UBSAN: ([a-z-]+) in", (m, log) -> in("UBSAN: " + m.group(1), log)),
          kind("WARNING: possible (\\w+) locking", (m, log) -> lock("possible deadlock", log)),
          kind("WARNING: .* at \\S+ (\\w+)\\+0x", (m, log) -> "WARNING in " + m.group(1)),
          kind("BUG: failure at \\S+/(\\w+)\\(\\)!", (m, log) -> "kernel BUG in " + m.group(1)),
          kind("kernel BUG at ", (m, log) -> in("kernel BUG", log)),
          kind("list_(?:add|del) corruption", (m, log) -> in("list corruption", log)),
          kind(
              "BUG: (?:unable to handle|kernel NULL pointer dereference)",
              (m, log) -> in("BUG: unable to handle kernel paging request", log)),
          kind(
              "Kernel mode fault at addr|Kernel tried to access user memory",
              (m, log) -> in("BUG: unable to handle kernel paging request", log)),
          kind(
              "BUG: sleeping function called from invalid context",
              (m, log) -> in("BUG: sleeping function called from invalid context", log)),
          kind("BUG: soft lockup", (m, log) -> in("BUG: soft lockup", log)),
          kind("INFO: task .* blocked for more than", (m, log) -> in("INFO: task hung", log)),
          kind("INFO: rcu.* (?:detected|self-detected)", (m, log) -> in("INFO: rcu stall", log)),
          kind("general protection fault", (m, log) -> in("general protection fault", log)),
          kind("divide error:", (m, log) -> in("divide error", log)),
          kind("invalid opcode:", (m, log) -> in("invalid opcode", log)),
          kind("BUG: (.+)", (m, log) -> "BUG: " + plain(m.group(1))),
          kind(
              "Out of memory and no killable processes", (m, log) -> "kernel panic: out of memory"),
          kind(
              "Kernel panic - not syncing: (.+)",
              (m, log) -> "kernel panic: " + plain(m.group(1))));

  private static final Pattern TIME = Pattern.compile("^(?:<\\d+>)?(?:\\[ *\\d+\\.\\d+\\])? ?");
  private static final Pattern FRAME =
      Pattern.compile(
          "^ *(?:RIP: \\w+:|\\[<[0-9a-f]+>\\] )?(\\w+)(?:\\.[\\w.]+)?\\+0x[0-9a-f]+/0x");
  private static final Pattern ADDRESS = Pattern.compile("\\b(?:0x)?[0-9a-f]{6,}\\b|0x[0-9a-f]+");
  private static final Pattern NUMBER = Pattern.compile("\\b\\d+\\b");

  /** Functions that only report, wait or hand on: the crash is in what called them. */
  private static final Pattern REPORTING =
      Pattern.compile(
          "_*(?:show_stack|dump_stack\\w*|panic|warn\\w*|report_\\w+|print_\\w+|v?printk|kasan_\\w+"
              + "|check_panic\\w*|switch_to|schedule\\w*|io_schedule\\w*|might_\\w+|list_\\w+_valid\\w*"
              + "|segv\\w*|sig_handler\\w*|hard_handler|timer_handler|trap|asan_\\w+|ubsan_\\w+|bust_\\w+"
              + "|oops_\\w+|die\\w*|exc_\\w+|asm_exc_\\w+|handle_bug|memcpy|memset|mutex_lock\\w*|down_\\w+"
              + "|wait_for_\\w+|(?:raw_)?spin_lock\\w*|watchdog\\w*|irq_\\w+|hrtimer\\w*)");

  private CrashTitle() {}

  private static Kind kind(String line, BiFunction<Matcher, List<String>, String> title) {
    return new Kind(Pattern.compile(line), title);
  }

  /** The title of the first report among lines; empty if nothing is wrong. */
  static Optional<String> of(List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      for (Kind kind : KINDS) {
        Matcher matcher = kind.line().matcher(line);
        if (matcher.find()) {
          return Optional.of(kind.title().apply(matcher, lines.subList(i, lines.size())));
        }
      }
    }
    return Optional.empty();
  }

  private static String access(List<String> log) {
    return log.stream()
        .limit(3)
        .flatMap(line -> Pattern.compile("^(Read|Write) of size").matcher(bare(line)).results())
        .findFirst()
        .map(found -> " " + found.group(1))
        .orElse("");
  }

  private static String lock(String what, List<String> log) {
    return log.stream()
        .flatMap(line -> Pattern.compile("at: (\\w+)\\+0x").matcher(line).results())
        .findFirst()
        .map(found -> what + " in " + found.group(1))
        .orElse(what);
  }

  /** With the function that the trace says, if it says one. */
  private static String in(String what, List<String> log) {
    return log.stream()
        .map(CrashTitle::bare)
        .filter(line -> !line.contains("? "))
        .flatMap(line -> FRAME.matcher(line).results())
        .map(found -> found.group(1))
        .filter(function -> !REPORTING.matcher(function).matches())
        .findFirst()
        .map(function -> what + " in " + function)
        .orElse(what);
  }

  private static String bare(String line) {
    return TIME.matcher(line).replaceFirst("");
  }

  private static String plain(String message) {
    String noAddress = ADDRESS.matcher(message).replaceAll("ADDR");
    return NUMBER.matcher(noAddress).replaceAll("NUM").strip();
  }
}
