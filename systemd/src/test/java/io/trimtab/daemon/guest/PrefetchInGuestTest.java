package io.trimtab.daemon.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.trimtab.testing.RequiresGuest;
import io.trimtab.testing.RequiresRoot;
import io.trimtab.testing.Slow;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The installed service looks after a cgroup that swaps, with what the drop-in permits. */
@RequiresGuest
@RequiresRoot
@Slow
class PrefetchInGuestTest {
  private static final Duration MINUTES = Duration.ofMinutes(10);
  private static final String CONFIGURATION =
      """
      mode = "tune"
      [tunables]
      allow = ["vm.vfs_cache_pressure"]
      [prefetch]
      cgroups = ["/sys/fs/cgroup/batch.slice"]
      """;

  /** Walks over 60 MB, of which 24 MiB fit, in steps of seven pages. */
  private static final String WALK =
      """
      dd if=/dev/zero of=/swapfile bs=1M count=128 status=none
      chmod 600 /swapfile; mkswap -q /swapfile; swapon /swapfile
      systemd-run --unit=walk --slice=batch.slice --property=MemoryMax=24M perl -e '
        $n = 60_000_000; $s = "x" x $n;
        while (1) {
          for $k (0..6) { for ($i = 4096 * $k; $i < $n; $i += 28672) { substr($s, $i, 1) = "y"; } }
        }'
      """;

  @TempDir static Path directory;
  private static InstalledGuest guest;

  @BeforeAll
  static void boot() throws IOException, InterruptedException {
    guest = InstalledGuest.start("6.1", directory, 1024);
    guest.emulated();
    guest.configure(CONFIGURATION);
  }

  @AfterAll
  static void end() {
    if (guest != null) {
      guest.close();
    }
  }

  private static JsonObject status() throws IOException, InterruptedException {
    return JsonParser.parseString(guest.run("trimtab status --json", MINUTES).orFail())
        .getAsJsonObject();
  }

  @Test
  void aCgroupThatSwapsIsLookedAfter() throws IOException, InterruptedException {
    guest
        .run(
            "install -Dm644 /usr/share/doc/trimtab/examples/prefetch.conf"
                + " /etc/systemd/system/trimtab.service.d/prefetch.conf; systemctl daemon-reload")
        .orFail();
    guest.run(WALK, MINUTES).orFail();
    guest.startDaemon();

    JsonObject status = status();
    for (int i = 0; i < 60 && fetched(status) == 0; i++) {
      Thread.sleep(2000);
      status = status();
    }
    String told =
        status + guest.run("journalctl -u trimtab --no-pager -o cat; swapon", MINUTES).output();
    assertTrue(fetched(status) > 0, told);
    assertEquals(0, status.getAsJsonArray("impaired").size(), told);

    guest.run("systemctl stop trimtab", MINUTES).orFail();
    assertEquals("", guest.run("pgrep -f 'prefetch --json' || true").orFail());
    assertEquals("active", guest.run("systemctl show -P ActiveState walk").orFail());
  }

  private static long fetched(JsonObject status) {
    JsonArray all = status.getAsJsonArray("prefetching");
    return all.isEmpty() ? 0 : all.get(0).getAsJsonObject().get("fetched").getAsLong();
  }
}
