package io.trimtab.tuner.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.environment.Setting;
import io.trimtab.tuner.experience.SettingText;
import io.trimtab.tuner.training.SyntheticLaboratory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PolicyFileTest {
  private static final Setting CONFIGURATION =
      SettingText.parse("batch sched.latency_ns=6000000", "the test");

  @TempDir private Path directory;

  @Test
  void aPolicyReadBackIsTheSame() {
    Path file = directory.resolve("p.policy");
    Policy policy = policy();
    PolicyFile.write(file, policy);
    Policy back = PolicyFile.read(file);
    assertEquals(policy.digest(), back.digest());
    assertEquals(policy.configurations(), back.configurations());
    assertEquals(policy.manifest(), back.manifest());
    assertEquals(policy.points(), back.points());
    assertEquals(PolicyFile.text(policy), PolicyFile.text(back));
  }

  @Test
  void whiteSpaceIsNoDamage() {
    String text = PolicyFile.text(policy());
    Policy back = PolicyFile.parse(text.replaceAll("\n *", ""), "p");
    assertEquals(policy().digest(), back.digest());
  }

  @Test
  void aFileCutOffAnywhereIsRefused() throws IOException {
    byte[] whole = PolicyFile.text(policy()).getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length < whole.length - 2; length += 1 + length / 40) {
      Path cut = directory.resolve("cut.policy");
      Files.write(cut, Arrays.copyOf(whole, length));
      refused(cut, "cut off or damaged|not a policy of Trimtab's");
    }
  }

  @Test
  void aChangedFileIsRefusedOrMeansTheSame() throws IOException {
    String text = PolicyFile.text(policy());
    Random random = new Random(3);
    int refused = 0;
    for (int i = 0; i < 300; i++) {
      StringBuilder changed = new StringBuilder(text);
      changed.setCharAt(random.nextInt(text.length()), (char) (' ' + random.nextInt(95)));
      try {
        assertEquals(policy().digest(), PolicyFile.parse(changed.toString(), "p").digest());
      } catch (TunerException e) {
        refused++;
        assertFalse(e.getMessage().contains("\n"), e.getMessage());
      }
    }
    assertTrue(refused > 200, "refused: " + refused);
  }

  @Test
  void whatIsNoPolicyIsRefusedInALine() throws IOException {
    Path file = directory.resolve("p.policy");
    refused(directory.resolve("none.policy"), "there is no such file");
    Files.writeString(file, "{}");
    refused(file, "is not a policy of Trimtab's");
    Files.writeString(file, "[1, 2]");
    refused(file, "is not a policy of Trimtab's");
    String text = PolicyFile.text(policy());
    Files.writeString(file, text.replace("\"version\": 1", "\"version\": 2"));
    refused(file, "policy format 2, and this Trimtab reads format 1");
    Files.writeString(file, text.replace("6000000", "7000000"));
    refused(file, "its digest is not that of what it holds");
    Files.writeString(file, text.replace("\"content\"", "\"contents\""));
    refused(file, "is damaged");
    Files.writeString(file, " ".repeat(PolicyFile.MOST_BYTES + 1));
    refused(file, "larger than a policy may be");
    Files.writeString(file, "[".repeat(100_000));
    refused(file, "is not a policy of Trimtab's");
  }

  @Test
  void comparisonsNameWhatIsDifferent() {
    PolicyComparison same = PolicyComparison.of(policy(), policy());
    assertTrue(same.isSame());
    Setting other = SettingText.parse("other sched.latency_ns=24000000", "the test");
    PolicyComparison different = PolicyComparison.of(policy(), policy(other));
    assertEquals(List.of(CONFIGURATION), different.onlyFirst());
    assertEquals(List.of(other), different.onlySecond());
    assertEquals(
        List.of(new PolicyComparison.Changed("wake-1", CONFIGURATION, other)), different.choices());
  }

  private static void refused(Path file, String why) {
    TunerException refused = assertThrows(TunerException.class, () -> PolicyFile.read(file));
    assertTrue(refused.getMessage().matches(".*(" + why + ").*"), refused.getMessage());
    assertEquals(TunerException.Kind.INVALID, refused.kind());
  }

  private static Policy policy() {
    return policy(CONFIGURATION);
  }

  private static Policy policy(Setting configuration) {
    PolicyManifest manifest =
        new PolicyManifest(
            "2026-11-21",
            "test",
            Map.of("smile", "3.1.1"),
            1,
            new PolicyManifest.Data("00ff", 2, 4, 80),
            "synthetic:1",
            List.of("6.1.0-test"),
            Map.of("captured", 0.875, "unknown", Double.NaN));
    return new Policy(
        manifest,
        SyntheticLaboratory.SPACE,
        List.of("a", "b"),
        List.of(configuration),
        List.of(
            new TrainingPoint(
                "wake-1", "wake", List.of(0.1, Double.NaN), List.of(0.26), List.of(0.01), 0.3),
            new TrainingPoint(
                "flat-1", "flat", List.of(9.1, 2.0), List.of(-0.1), List.of(0.02), 0)),
        List.of("sched.latency_ns"),
        0.75,
        0.5);
  }
}
