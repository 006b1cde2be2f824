package io.trimtab.daemon.guest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Ends the daemon at random instants of its life, and tells what the kernel shows before and after.
 * All instants are in one script, which runs inside the guest: one boot serves for all of them.
 */
final class Crashes {
  /**
   * The service does not come back by itself meanwhile, so that what is looked at is what
   * ExecStopPost has left. What is committed is read from the journal by SQLite's own program.
   */
  private static final String FUNCTIONS =
      """
      committed() {
        sqlite3 -readonly -separator ' ' /var/lib/trimtab/journal.db "
          SELECT 'committed', tunable, intended FROM entries JOIN transactions ON id = tx
          WHERE state = 'committed' AND boot_id = '$(cat /proc/sys/kernel/random/boot_id)' ORDER BY id"
      }
      # Whether more is in force than was committed; what it is, is in /run/before.
      on_trial() {
        show before >/run/before
        { cat /run/originals; committed; cat /run/before; } | awk '
          $1 != "before" { settled[$2] = $3; next }
          settled[$2] != $3 { found = 1 }
          END { exit !found }'
      }
      # Two minutes of pauses at most.
      await_trial() {
        for _ in $(seq 600); do
          on_trial && return
          sleep 0.2
        done
      }
      crash() {
        systemctl start --no-block trimtab
        [ "$1" = start ] || await_trial
        sleep "$2"
        # A trial may have ended meanwhile.
        [ "$1" = start ] || await_trial
        [ "$1" = trial ] || show before >/run/before
        pid=$(systemctl show -P MainPID trimtab)
        [ "$pid" = 0 ] || kill -KILL "$pid"
        cat /run/before
        for _ in $(seq 3000); do
          case $(systemctl show -P ActiveState trimtab) in failed | inactive) break ;; esac
          sleep 0.1
        done
        show after
        committed
        echo end "$(systemctl show -P Result trimtab)"
        systemctl reset-failed trimtab
      }
      show originals >/run/originals
      """;

  private Crashes() {}

  /**
   * What one of them came to, by tunable.
   *
   * @param before what was in force when the daemon was killed
   * @param after what was in force when ExecStopPost had ended
   * @param committed what is to stay
   * @param result what systemd says of the service's end
   */
  record Crash(
      Map<String, String> before,
      Map<String, String> after,
      Map<String, String> committed,
      String result) {

    /** Whether values were in force that had not been committed. */
    boolean hadSomethingToUndo(Map<String, String> originals) {
      return !before.equals(expected(originals));
    }

    /** What has to be in force afterwards. */
    Map<String, String> expected(Map<String, String> originals) {
      Map<String, String> expected = new LinkedHashMap<>(originals);
      committed.forEach((name, value) -> expected.computeIfPresent(name, (same, old) -> value));
      return expected;
    }
  }

  /** Defines {@code show WORD}, which prints a line for each tunable. */
  static String show(List<String> tunables) {
    StringBuilder script = new StringBuilder("show() {\n");
    for (String tunable : tunables) {
      script.append("  echo \"$1 ").append(tunable).append(" $(cat ");
      script.append(InstalledGuest.file(tunable)).append(")\"\n");
    }
    return script.append("}\n").toString();
  }

  /**
   * The script, to be run while the service is stopped. The first kill and every other after it
   * fall while something is on trial.
   *
   * @param kills how many
   * @param longest the latest instant after a start, in seconds by the guest's clock; a third of it
   *     and more after a trial's beginning
   */
  static String script(List<String> tunables, int kills, double longest, Random random) {
    StringBuilder script = new StringBuilder(show(tunables)).append(FUNCTIONS);
    for (int i = 0; i < kills; i++) {
      boolean start = i % 2 == 1;
      double instant = random.nextDouble() * (start ? longest : longest / 3);
      script.append(
          String.format(Locale.ROOT, "crash %s %.2f%n", start ? "start" : "trial", instant));
    }
    return script.toString();
  }

  static List<Crash> parse(String output) {
    List<Crash> crashes = new ArrayList<>();
    Map<String, Map<String, String>> now = new LinkedHashMap<>();
    for (String line : output.lines().toList()) {
      String[] words = line.split(" ", 3);
      if (words[0].equals("end")) {
        crashes.add(
            new Crash(
                now.getOrDefault("before", Map.of()),
                now.getOrDefault("after", Map.of()),
                now.getOrDefault("committed", Map.of()),
                words.length > 1 ? words[1] : ""));
        now = new LinkedHashMap<>();
      } else if (words.length == 3) {
        now.computeIfAbsent(words[0], word -> new LinkedHashMap<>()).put(words[1], words[2]);
      }
    }
    return crashes;
  }
}
