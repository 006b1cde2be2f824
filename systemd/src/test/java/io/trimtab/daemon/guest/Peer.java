package io.trimtab.daemon.guest;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * A tuner, as a guest's administrator sees it.
 *
 * @param name what it is called
 * @param unit its service
 * @param file what of the kernel it tunes
 * @param before what has to be so before it starts
 * @param begun what has to be said once it runs
 * @param provoke what makes it tune; run again and again until it does
 * @param set what an administrator sets the file to
 * @param says what prints what it says of itself
 */
record Peer(
    String name,
    String unit,
    String file,
    String before,
    String begun,
    String provoke,
    String set,
    String says) {

  private static final Duration LIMIT = Duration.ofMinutes(15);
  private static final String JOURNAL =
      "journalctl -u %s --no-pager -o cat --since \"@$began\" | grep -v '^$' | tail -n 12";

  /** One tunable, which TuneD's profile sets as well. */
  static final String TRIMTAB_CONFIGURATION =
      """
      mode = "tune"
      parts = ["trials"]
      [tunables]
      allow = ["vm.swappiness"]
      [goal]
      source = "file"
      path = "/run/score"
      direction = "minimise"
      [exploration]
      share = 1.0
      block = "1s"
      worst_loss = 1.0
      """;

  static final Peer TRIMTAB =
      new Peer(
          "Trimtab",
          "trimtab",
          "/proc/sys/vm/swappiness",
          ":",
          "trimtab resume vm.swappiness", // What somebody once set is given up until this is said.
          ":",
          "33",
          "trimtab status; trimtab log --since 10m");

  /** Its default for a server. */
  static final Peer TUNED =
      new Peer(
          "TuneD",
          "tuned",
          "/proc/sys/vm/swappiness",
          ":",
          ":",
          ":",
          "33",
          "tuned-adm active; tuned-adm verify; tail -n 8 /var/log/tuned/tuned.log");

  /** It tunes networks alone; the simplest to provoke is a table of neighbours that fills. */
  static final Peer BPFTUNE =
      new Peer(
          "bpftune",
          "bpftune",
          "/proc/sys/net/ipv4/neigh/default/gc_thresh3",
          "sysctl -q -w net.ipv4.neigh.default.gc_thresh3=128",
          ":",
          "ip neigh flush dev lo nud all; seq 2 126 | sed 's/.*/neigh replace 10.9.0.& lladdr 02:00:00:00:00:01 dev lo nud reachable/' | ip -batch -",
          "200",
          ":");

  /** What was seen: values of the file at named moments, and all that was printed. */
  record Answer(Map<String, String> values, String text) {}

  /** Asks one of {@code changed}, {@code killed} and {@code lacking}. */
  Answer ask(InstalledGuest guest, String question) throws IOException, InterruptedException {
    String journal = JOURNAL.formatted(unit);
    String text =
        guest
            .run(
                "%s\nunit=%s file=%s set=%s\nbegun() { %s; }\nprovoke() { %s; }\nsays() { %s; %s; }\n%s"
                        .formatted(
                            FUNCTIONS, unit, file, set, begun, provoke, says, journal, before)
                    + "\n"
                    + question
                    + "\nsystemctl stop $unit; systemctl reset-failed $unit 2>/dev/null; :",
                LIMIT)
            .orFail();
    String values =
        text.lines()
            .filter(line -> line.startsWith("= "))
            .map(line -> line.substring(2) + "\n")
            .reduce("", String::concat);
    return new Answer(InstalledGuest.parse(values), text);
  }

  private static final String FUNCTIONS =
      """
      began=$(date +%s)
      show() { echo "= $1 $(cat $file)"; }
      tuned() {
        show original
        original=$(cat $file)
        systemctl start $unit
        begun >/dev/null 2>&1
        for _ in $(seq 200); do
          provoke
          [ "$(cat $file)" = "$original" ] || break
          sleep 0.5
        done
        show tuned
      }
      changed() {
        tuned
        echo "= set $set"
        echo $set >$file
        sleep 20
        provoke
        sleep 10
        show later
        says
        systemctl stop $unit
        show stopped
        echo $original >$file
      }
      killed() {
        tuned
        systemctl show -P MainPID $unit | xargs kill -KILL
        for _ in $(seq 100); do
          [ "$(systemctl show -P SubState $unit)" != running ] || sleep 0.1
        done
        sleep 20
        show killed
        echo "= state $(systemctl show -P ActiveState $unit)"
        systemctl stop $unit
        show stopped
        says
        echo $original >$file
      }
      lacking() {
        mount --bind /dev/null /sys/kernel/btf/vmlinux
        umount /sys/kernel/debug
        systemctl start $unit
        sleep 30
        echo "= state $(systemctl show -P ActiveState $unit)"
        echo "= resident_kb $(awk '/^VmRSS/ { print $2 }' /proc/$(systemctl show -P MainPID $unit)/status)"
        echo "= exposure $(systemd-analyze security --no-pager $unit | awk '/Overall exposure/ { print $(NF-2) }')"
        says
        umount /sys/kernel/btf/vmlinux
        mount -t debugfs debugfs /sys/kernel/debug
      }
      """;
}
