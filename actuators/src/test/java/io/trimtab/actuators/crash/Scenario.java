package io.trimtab.actuators.crash;

import io.trimtab.actuators.catalogue.Value;
import io.trimtab.actuators.transaction.Actuator;
import io.trimtab.actuators.transaction.Configuration;
import io.trimtab.actuators.transaction.Transaction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** What a process is doing when it is killed. */
enum Scenario {
  /** As {@code trimtab apply} does. */
  APPLY {
    @Override
    void run(Actuator actuator, Random random) {
      actuator.recover();
      try (Transaction transaction = begin(actuator, FIRST)) {
        transaction.apply();
        transaction.commit();
      }
    }
  },

  /** As {@code trimtab tune --keep} does: alternate, give up on one, keep another. */
  TUNE {
    @Override
    void run(Actuator actuator, Random random) {
      actuator.recover();
      try (Transaction transaction = begin(actuator, FIRST)) {
        transaction.apply();
        transaction.revert();
        transaction.apply();
      }
      try (Transaction transaction = begin(actuator, SECOND)) {
        transaction.apply();
        transaction.commit();
      }
    }
  },

  /** As {@code trimtab rollback --all} does. */
  ROLLBACK {
    @Override
    void run(Actuator actuator, Random random) {
      actuator.recover();
      actuator.rollback(Optional.empty());
    }
  },

  /** All of it in random order, until it is killed. */
  ANYTHING {
    @Override
    void run(Actuator actuator, Random random) {
      actuator.recover();
      while (true) {
        List<String> settings = ALL.get(random.nextInt(ALL.size()));
        try (Transaction transaction = begin(actuator, settings)) {
          for (int i = random.nextInt(3); i > 0; i--) {
            transaction.apply();
            transaction.revert();
          }
          transaction.apply();
          if (random.nextBoolean()) {
            transaction.commit();
          }
        }
        if (random.nextInt(3) == 0) {
          actuator.rollback(Optional.empty());
        }
      }
    }
  };

  private static final List<String> FIRST =
      List.of("vm.swappiness=10", "vm.dirty_bytes=67108864", "block.vda.scheduler=mq-deadline");
  private static final List<String> SECOND =
      List.of("vm.swappiness=20", "vm.dirty_ratio=30", "block.vda.max_sectors_kb=640");
  private static final List<List<String>> ALL =
      List.of(
          FIRST,
          SECOND,
          List.of("kernel.sched_rt_period_us=600000", "kernel.sched_rt_runtime_us=500000"),
          List.of("mm.transparent_hugepage.enabled=never", "vm.overcommit_kbytes=2097152"),
          List.of("block.vda.scheduler=kyber", "block.vda.nr_requests=50", "vm.swappiness=30"),
          List.of("block.vda.read_ahead_kb=16", "block.vda.iostats=0", "vm.dirty_ratio=35"));

  /** Writes, and neither keeps nor undoes. */
  static void leaveOpen(Actuator actuator) {
    begin(actuator, FIRST).apply();
  }

  abstract void run(Actuator actuator, Random random);

  private static Transaction begin(Actuator actuator, List<String> settings) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      values.put(setting.substring(0, equals), new Value.Choice(setting.substring(equals + 1)));
    }
    return actuator.begin(new Configuration(values), "a test", Optional.empty());
  }
}
