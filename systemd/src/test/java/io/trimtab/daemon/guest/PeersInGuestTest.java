package io.trimtab.daemon.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.daemon.guest.Peer.Answer;
import io.trimtab.testing.RequiresGuest;
import io.trimtab.testing.RequiresRoot;
import io.trimtab.testing.Slow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same questions to Trimtab and to what one would install instead of it, on the same machine:
 * what happens when an administrator changes what is tuned, when the tuner is killed, and when the
 * kernel lacks what it builds on. Prints what was seen of each; what Trimtab promises is asserted.
 *
 * <p>TuneD is Debian's. bpftune is no Debian package: {@code -Dtrimtab.bpftune=FILE} is a tar of
 * what its {@code make install} installs, built on Debian 12; without it, it is not asked.
 */
@RequiresGuest
@RequiresRoot
@Slow
class PeersInGuestTest {
  private static final List<String> PACKAGES =
      List.of(
          "tuned", "libpam-systemd", "iproute2", "libcap2", "libelf1", "libnl-route-3-200", "kmod");

  @TempDir static Path directory;
  private static InstalledGuest guest;
  private static final List<Peer> peers = new ArrayList<>(List.of(Peer.TRIMTAB, Peer.TUNED));

  @BeforeAll
  static void boot() throws IOException, InterruptedException {
    String bpftune = System.getProperty("trimtab.bpftune", "");
    List<Path> disks = bpftune.isEmpty() ? List.of() : List.of(Path.of(bpftune).toAbsolutePath());
    guest = InstalledGuest.start(SystemImage.get("6.1", PACKAGES), directory, 1024, disks);
    guest.emulated();
    guest.configure(Peer.TRIMTAB_CONFIGURATION);
    guest.run("mkdir -p /etc/tuned; echo throughput-performance >/etc/tuned/active_profile");
    guest.run("echo manual >/etc/tuned/profile_mode; systemctl disable --now tuned").orFail();
    if (!bpftune.isEmpty()) {
      long bytes = Files.size(Path.of(bpftune));
      guest.run("head -c %d /dev/vdc | tar -x -C / && ldconfig".formatted(bytes)).orFail();
      peers.add(Peer.BPFTUNE);
    }
    guest.startLoad();
  }

  @AfterAll
  static void end() {
    if (guest != null) {
      guest.close();
    }
  }

  private static Map<String, String> ask(Peer peer, String question)
      throws IOException, InterruptedException {
    Answer answer = peer.ask(guest, question);
    System.out.printf("%s, %s:%n%s%n", peer.name(), question, answer.text().indent(2));
    return answer.values();
  }

  /** bpftune acts when a table runs full, which it need not in this guest. */
  private static void hasTuned(Peer peer, Map<String, String> seen) {
    if (!peer.equals(Peer.BPFTUNE)) {
      assertNotEquals(seen.get("original"), seen.get("tuned"), peer.name() + " tunes nothing");
    }
  }

  @Test
  void anAdministratorChangesWhatIsTuned() throws IOException, InterruptedException {
    for (Peer peer : peers) {
      Map<String, String> seen = ask(peer, "changed");

      hasTuned(peer, seen);
      if (peer.equals(Peer.TRIMTAB)) {
        assertEquals(seen.get("set"), seen.get("later"));
        assertEquals(seen.get("set"), seen.get("stopped"));
      }
    }
  }

  @Test
  void itIsKilled() throws IOException, InterruptedException {
    for (Peer peer : peers) {
      Map<String, String> seen = ask(peer, "killed");

      hasTuned(peer, seen);
      if (peer.equals(Peer.TRIMTAB)) {
        assertEquals(seen.get("original"), seen.get("killed"));
        assertEquals(seen.get("original"), seen.get("stopped"));
      }
    }
  }

  @Test
  void theKernelHasNoTypesAndNoDebugFiles() throws IOException, InterruptedException {
    for (Peer peer : peers) {
      Answer answer = peer.ask(guest, "lacking");
      System.out.printf("%s, lacking:%n%s%n", peer.name(), answer.text().indent(2));

      if (peer.equals(Peer.TRIMTAB)) {
        assertEquals("active", answer.values().get("state"));
        assertFalse(answer.text().contains("Exception"), answer.text());
        assertTrue(answer.text().contains("level proc"), answer.text());
      }
    }
  }
}
