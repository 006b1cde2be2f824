package io.trimtab.actuators.crash;

import io.trimtab.actuators.catalogue.BracketedType;
import io.trimtab.actuators.catalogue.CatalogueEntry;
import io.trimtab.actuators.catalogue.Constraint;
import io.trimtab.actuators.catalogue.Location;
import io.trimtab.actuators.catalogue.NumberType;
import io.trimtab.actuators.catalogue.Risk;
import io.trimtab.actuators.catalogue.Scale;
import io.trimtab.actuators.catalogue.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the scenarios turn, as the shipped catalogue has it, but written down in Java: reading the
 * TOML takes longer than all the rest of a child's life, and there are hundreds of children.
 */
final class SmallCatalogue {
  private static final String VM = "/proc/sys/vm/";
  private static final String KERNEL = "/proc/sys/kernel/";
  private static final String QUEUE = "/sys/block/{device}/queue/";
  private static final String THP = "/sys/kernel/mm/transparent_hugepage/enabled";
  private static final List<String> READ_AHEAD = List.of("block.{device}.read_ahead_kb");

  private final List<CatalogueEntry> entries = new ArrayList<>();

  private SmallCatalogue() {
    number("vm.swappiness", VM + "swappiness");
    number("vm.dirty_ratio", VM + "dirty_ratio");
    number("vm.dirty_bytes", VM + "dirty_bytes", new Constraint.Twin("vm.dirty_ratio"));
    number("vm.overcommit_ratio", VM + "overcommit_ratio");
    number(
        "vm.overcommit_kbytes",
        VM + "overcommit_kbytes",
        new Constraint.Twin("vm.overcommit_ratio"));
    number("kernel.sched_rt_period_us", KERNEL + "sched_rt_period_us");
    number(
        "kernel.sched_rt_runtime_us",
        KERNEL + "sched_rt_runtime_us",
        new Constraint.AtMost("kernel.sched_rt_period_us"));
    words("mm.transparent_hugepage.enabled", THP, List.of("always", "madvise", "never"), List.of());
    words(
        "block.{device}.scheduler",
        QUEUE + "scheduler",
        List.of("none", "mq-deadline", "kyber", "bfq"),
        List.of("block.{device}.nr_requests"));
    number("block.{device}.nr_requests", QUEUE + "nr_requests");
    number("block.{device}.read_ahead_kb", QUEUE + "read_ahead_kb");
    add("block.{device}.max_sectors_kb", QUEUE + "max_sectors_kb", anyNumber(), READ_AHEAD);
    add("block.{device}.iostats", QUEUE + "iostats", anyNumber(), READ_AHEAD);
  }

  static List<CatalogueEntry> entries() {
    return new SmallCatalogue().entries;
  }

  private static ValueType anyNumber() {
    return new NumberType(false, 0, 1L << 40, Scale.LINEAR, "", List.of(), List.of(), 0);
  }

  private void number(String name, String file, Constraint... constraints) {
    add(name, file, anyNumber(), List.of(), constraints);
  }

  private void words(String name, String file, List<String> choices, List<String> disturbs) {
    add(name, file, new BracketedType(choices), disturbs);
  }

  private void add(
      String name, String file, ValueType type, List<String> disturbs, Constraint... constraints) {
    Location location =
        new Location(
            file, Optional.empty(), Optional.empty(), OptionalLong.empty(), OptionalLong.empty());
    entries.add(
        new CatalogueEntry(
            name,
            "",
            type,
            List.of(location),
            Risk.LOW,
            List.of(constraints),
            disturbs,
            name.endsWith(".read_ahead_kb"),
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.empty(),
            List.of()));
  }
}
