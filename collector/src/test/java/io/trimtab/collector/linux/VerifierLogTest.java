package io.trimtab.collector.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class VerifierLogTest {
  @Test
  void theVerdictIsTheLastLineBeforeTheStatistics() {
    assertEquals(
        "the verifier refused it: R1 invalid mem access 'scalar'",
        VerifierLog.explain(
            """
            0: (79) r1 = *(u64 *)(r1 +8)
            1: (61) r0 = *(u32 *)(r1 +0)
            R1 invalid mem access 'scalar'
            processed 2 insns (limit 1000000) max_states_per_insn 0 total_states 0 peak_states 0 mark_read 0
            """));
  }

  @Test
  void aMissingHelperIsNamed() {
    assertEquals(
        "this kernel has no bpf_get_current_task_btf()",
        VerifierLog.explain(
            "4: (85) call bpf_get_current_task_btf#158\nunknown func bpf_get_current_task_btf#158\n"));
  }

  @Test
  void aStructureThatHasChangedIsNamed() {
    assertEquals(
        "this kernel's structures are others than it knows"
            + " (<byte_off> [16] struct request_queue.disk (0:1 @ offset 8))",
        VerifierLog.explain(
            """
            3: <invalid CO-RE relocation>
            failed to resolve CO-RE relocation <byte_off> [16] struct request_queue.disk (0:1 @ offset 8)
            processed 4 insns (limit 1000000)
            """));
  }

  @Test
  void aLongLineIsCutOff() {
    String explained = VerifierLog.explain("x".repeat(1000));
    assertEquals("the verifier refused it: ".length() + 203, explained.length());
  }
}
