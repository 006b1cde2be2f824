package io.trimtab.daemon.guest;

import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A script that kills the daemon again and again, at random instants of its life, and prints after
 * each what the kernel shows. It runs inside the guest: one boot serves for all kills.
 *
 * @param kills how many
 * @param signal such as KILL
 * @param longest the latest instant after a start, in seconds by the guest's clock
 * @param seed of the instants
 */
record Crashes(int kills, String signal, int longest, long seed) {
  /** What was in force before a kill and after what followed it, by tunable. */
  record Instant(Map<String, String> before, Map<String, String> after) {}

  /**
   * The service does not come back by itself meanwhile, so that what is looked at is what
   * ExecStopPost has left. Once it is over, systemd reports "failed".
   */
  String script(List<String> tunables) {
    Random random = new Random(seed);
    StringBuilder script = new StringBuilder("show() {\n");
    for (String tunable : tunables) {
      script.append("  echo \"$1 ").append(tunable).append(" $(cat ");
      script.append(InstalledGuest.file(tunable)).append(")\"\n");
    }
    script.append(
        """
        }
        crash() {
          systemctl start --no-block trimtab
          sleep "$1"
          pid=$(systemctl show -P MainPID trimtab)
          show before
          [ "$pid" = 0 ] || kill -%s "$pid"
          for _ in $(seq 600); do
            case $(systemctl show -P ActiveState trimtab) in failed | inactive) break ;; esac
            sleep 0.1
          done
          show after
          systemctl reset-failed trimtab
          echo end
        }
        """
            .formatted(signal));
    for (int i = 0; i < kills; i++) {
      script
          .append("crash ")
          .append(String.format("%.2f", random.nextDouble() * longest))
          .append('\n');
    }
    return script.toString();
  }
}
