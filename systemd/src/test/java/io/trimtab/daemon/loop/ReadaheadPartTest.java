package io.trimtab.daemon.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.actuators.catalogue.Value;
import io.trimtab.actuators.fake.Kernels;
import io.trimtab.actuators.transaction.Actuator;
import io.trimtab.actuators.transaction.Configuration;
import io.trimtab.daemon.config.DaemonConfig;
import io.trimtab.daemon.config.Mode;
import io.trimtab.daemon.decision.Decision;
import io.trimtab.daemon.decision.DecisionKind;
import io.trimtab.daemon.readahead.InventedReads;
import io.trimtab.daemon.readahead.ReadaheadLoop;
import io.trimtab.daemon.readahead.SharesModel;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Readahead as a part of the daemon: what a configuration, a freeze and others' writes do to it.
 */
class ReadaheadPartTest {
  private static final String NAME = "block.vda.read_ahead_kb";
  private static final String READAHEAD = Kernels.VDA + "read_ahead_kb";
  private static final String LARGEST = "block.vda.max_sectors_kb";
  private static final DaemonConfig TRIAL = config(Mode.TRIAL, NAME);

  @TempDir private Path state;
  private final SimulatedHost host = new SimulatedHost(1, 0.03);
  private final SharesModel model = new SharesModel();
  private final InventedReads reads = new InventedReads();
  private final String original = host.kernel.line(READAHEAD);
  private EngineBench bench;

  @BeforeEach
  void open() {
    Actuator actuator = EngineBench.actuator(host, state);
    bench =
        EngineBench.readahead(
            host,
            actuator,
            TRIAL,
            (wanted, events) ->
                new ReadaheadLoop(
                    actuator, model, SharesModel.PATTERNS, InventedReads.MAP, wanted, events));
    tick(1000, 0);
    assertEquals("0", host.kernel.line(READAHEAD), bench::story);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void aConfigurationThatOnlyAdvisesPutsItBack() {
    bench.engine.configure(config(Mode.ADVISE, NAME));
    tick(1000, 1000);
    assertEquals(original, host.kernel.line(READAHEAD), bench::story);
    assertTrue(bench.engine.view().inForce().isEmpty());
    bench.engine.configure(TRIAL);
    tick(1000, 1000);
    assertEquals("1024", host.kernel.line(READAHEAD), bench::story);
  }

  @Test
  void whatIsNotAllowedAnyMoreIsPutBack() {
    bench.engine.configure(config(Mode.TRIAL, "vm.swappiness"));
    tick(1000, 1000);
    assertEquals(original, host.kernel.line(READAHEAD), bench::story);
  }

  @Test
  void frozenItStaysAsItIs() {
    bench.engine.freeze(Optional.empty(), "a test");
    tick(1000, 1000);
    assertEquals("0", host.kernel.line(READAHEAD), bench::story);
    bench.engine.thaw("a test");
    tick(1000, 1000);
    assertEquals("1024", host.kernel.line(READAHEAD), bench::story);
  }

  @Test
  void whatSomeoneElseSetsIsTheirsUntilItIsTakenBack() {
    host.kernel.set(READAHEAD, "77");
    for (int i = 0; i < 5; i++) {
      tick(2, 2);
    }
    assertEquals(1, bench.count(DecisionKind.YIELDED), bench::story);
    assertEquals(NAME, bench.memory.allGivenUp().iterator().next().tunable());
    tick(1000, 1000);
    assertEquals("77", host.kernel.line(READAHEAD), bench::story);
    assertTrue(bench.engine.resume(NAME, "a test"));
    tick(1000, 1000);
    assertEquals("1024", host.kernel.line(READAHEAD), bench::story);
  }

  @Test
  void whatItTurnedSinceIsNotInTheWayOfATrip() {
    bench.engine.configure(config(Mode.ADVISE, NAME));
    tick(2, 2);
    bench.engine.configure(config(Mode.TUNE, NAME));
    Decision advised =
        bench.log.append(
            DecisionKind.ADVISED,
            LARGEST,
            "",
            "it would be tried",
            Optional.empty(),
            Ledger.settings(new Configuration(Map.of(LARGEST, new Value.Number(640))), Map.of()));
    assertTrue(bench.engine.apply(advised, "a test").contains("is in force"), bench::story);
    tick(1000, 0);
    assertEquals("0", host.kernel.line(READAHEAD), bench::story);
    host.oomKills = 1;
    tick(1000, 0);
    assertEquals("1280", host.kernel.line(Kernels.VDA + "max_sectors_kb"), bench::story);
    assertEquals(original, host.kernel.line(READAHEAD), bench::story);
    assertTrue(
        bench.decisions(DecisionKind.TRIPPED).get(0).summary().endsWith("for want of memory"),
        bench::story);
  }

  @Test
  void aModelThatFailsMakesNobodyElseItsOwner() {
    model.isBroken = true;
    tick(1000, 1000);
    assertEquals(original, host.kernel.line(READAHEAD), bench::story);
    assertEquals(0, bench.count(DecisionKind.YIELDED), bench::story);
    assertTrue(bench.memory.allGivenUp().isEmpty());
  }

  private static DaemonConfig config(Mode mode, String allow) {
    DaemonConfig trials = Configs.of(mode, allow);
    return new DaemonConfig(
        mode,
        trials.every(),
        Set.of(DaemonConfig.Part.READAHEAD),
        trials.tunables(),
        trials.goal(),
        trials.exploration(),
        trials.windows(),
        trials.guard(),
        trials.stopping(),
        trials.exposure(),
        trials.storage(),
        trials.prefetch());
  }

  private void tick(long accesses, long sequential) {
    reads.second(
        accesses,
        sequential,
        0.1,
        (before, after) -> {
          Sight seen = host.look();
          bench.engine.tick(
              new Sight(
                  seen.nanos(),
                  seen.wall(),
                  seen.bad(),
                  seen.objective(),
                  seen.constraints(),
                  seen.workload(),
                  seen.signs(),
                  seen.writes(),
                  seen.cpus(),
                  Optional.of(new Sight.Samples(before, after))));
        });
  }
}
