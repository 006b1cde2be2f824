package io.trimtab.actuators.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NamesTest {
  @ParameterizedTest
  @CsvSource({
    "vm.*, vm.swappiness, true",
    "vm.*, kernel.vm, false",
    "block.*.read_ahead_kb, block.vda.read_ahead_kb, true",
    "vm.swappines?, vm.swappiness, true",
    "vm.swappiness, vmxswappiness, false",
    "'mm.*, vm.*', vm.swappiness, true",
    "'vm.dirty_*,,', vm.dirty_ratio, true",
    "block.*, 'block.cciss!c0d0.rotational', true"
  })
  void matchesGlobs(String globs, String name, boolean matches) {
    assertEquals(matches, Names.glob(globs).matcher(name).matches());
  }

  @Test
  void findsTheNearestNames() {
    List<String> names = List.of("vm.swappiness", "vm.stat_interval", "sched.preempt");
    assertEquals(List.of("vm.swappiness"), Names.nearest("vm.swapiness", names));
    assertEquals(List.of("vm.swappiness"), Names.nearest("swappiness", names));
    assertEquals(List.of(), Names.nearest("something.else.altogether", names));
  }

  @Test
  void countsEdits() {
    assertEquals(0, Names.distance("abc", "abc"));
    assertEquals(3, Names.distance("", "abc"));
    assertEquals(3, Names.distance("kitten", "sitting"));
  }
}
