package io.trimtab.tuner.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.environment.Setting;
import io.trimtab.tuner.environment.Settings;
import io.trimtab.tuner.search.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {
  @TempDir Path directory;

  private Prior read(String text) throws IOException {
    Path file = directory.resolve("settings.txt");
    Files.writeString(file, text);
    return Prior.read(file);
  }

  @Test
  void listedSettingsAreTriedInTheirOrderAtTheNearestPoints() throws IOException {
    Prior prior = read("# first\n\nbatch\nother  a.latency=1\nbatch\n");
    List<Setting> settings =
        prior.listed(SyntheticLaboratory.SPACE).stream().map(Settings::of).toList();
    assertEquals(3, settings.size());
    assertEquals("batch", settings.get(0).toString());
    assertEquals(settings.get(0), settings.get(2));
    Point first =
        Agents.create(
                "listed",
                new AgentRequest(SyntheticLaboratory.SPACE, "any", 1, 0.01, List.of(), prior))
            .propose();
    assertEquals(settings.get(0), Settings.of(first));
  }

  @Test
  void otherSettingsAreAnotherPrior() throws IOException {
    assertEquals(read("batch").digest(), read("# the same\nbatch\n").digest());
    assertNotEquals(read("batch").digest(), read("batch\nbatch\n").digest());
  }

  @Test
  void whatIsNoSettingIsToldWithItsLine() {
    TunerException broken =
        assertThrows(TunerException.class, () -> read("batch\nother latency\n"));
    assertTrue(broken.getMessage().contains("settings.txt:2"), broken.getMessage());
    assertThrows(TunerException.class, () -> read("nonsense\n"));
  }

  @Test
  void withoutSettingsTheAgentSaysWhatItNeeds() {
    TunerException missing =
        assertThrows(TunerException.class, () -> Prior.NONE.listed(SyntheticLaboratory.SPACE));
    assertTrue(missing.getMessage().contains("--prior"), missing.getMessage());
  }
}
