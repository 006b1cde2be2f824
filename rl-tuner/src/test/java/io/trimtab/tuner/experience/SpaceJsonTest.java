package io.trimtab.tuner.experience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.environment.SchedulingPolicy;
import io.trimtab.tuner.environment.Setting;
import io.trimtab.tuner.run.Objective;
import io.trimtab.tuner.search.CategoricalDimension;
import io.trimtab.tuner.search.NumericDimension;
import io.trimtab.tuner.search.SearchSpace;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SpaceJsonTest {
  private static final SearchSpace SPACE =
      new SearchSpace(
          List.of(
              new CategoricalDimension("policy", List.of("other", "rr"), "other"),
              new NumericDimension(
                  "kernel.sched_rt_runtime_us",
                  100_000,
                  1_000_000,
                  NumericDimension.Scale.LINEAR,
                  List.of(-1L),
                  950_000,
                  7),
              new NumericDimension(
                  "kernel.sched_rt_period_us",
                  500_000,
                  1_000_000,
                  NumericDimension.Scale.LINEAR,
                  List.of(),
                  1_000_000)),
          List.of());

  @Test
  void aSpaceReadBackHasTheSameLevels() {
    SearchSpace back = SpaceJson.parse(SpaceJson.text(SPACE), "the test");
    for (int i = 0; i < SPACE.size(); i++) {
      assertEquals(SPACE.dimensions().get(i).levels(), back.dimensions().get(i).levels());
      assertEquals(
          SPACE.dimensions().get(i).baselineLevel(), back.dimensions().get(i).baselineLevel());
      assertEquals(SPACE.dimensions().get(i).specials(), back.dimensions().get(i).specials());
    }
  }

  @Test
  void constraintsComeFromTheCatalogue() {
    SearchSpace back = SpaceJson.parse(SpaceJson.text(SPACE), "the test");
    assertFalse(back.constraints().isEmpty());
    assertFalse(
        back.valid(
            back.point(
                Map.of(
                    "kernel.sched_rt_runtime_us", "1000000",
                    "kernel.sched_rt_period_us", "500000"))));
    assertTrue(back.valid(back.baseline()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[1]",
        "[{}]",
        "[{\"name\":\"a\"}]",
        "[{\"name\":\"a\",\"choices\":[\"x\"],\"baseline\":\"x\"}]",
        "[{\"name\":\"a\",\"min\":1,\"max\":9,\"scale\":\"cubic\",\"special\":[],\"baseline\":1,"
            + "\"buckets\":4}]",
        "[{\"name\":\"a\",\"min\":1,\"max\":9,\"scale\":\"log\",\"special\":[],\"baseline\":1,"
            + "\"buckets\":1000000000}]",
        "[{\"name\":\"a\",\"min\":\"x\",\"max\":9}]"
      })
  void whatIsNoSpaceIsRefused(String text) {
    assertThrows(TunerException.class, () -> SpaceJson.parse(text, "the test"));
  }

  @Test
  void settingsAreTheirOwnText() {
    Setting setting = Setting.of(SchedulingPolicy.RR, Map.of("b.x", "2", "a.y", "madvise"));
    assertEquals("rr a.y=madvise b.x=2", setting.toString());
    assertEquals(setting, SettingText.parse(setting.toString(), "the test"));
    assertEquals(Setting.DEFAULTS, SettingText.parse("other", "the test"));
    for (String line : List.of("", "round", "other x", "other =1", "other  a=1")) {
      assertThrows(TunerException.class, () -> SettingText.parse(line, "the test"), line);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"min:elapsed", "max:stdout:(\\d+) req/s", "min:exec:cat '/tmp/a b' x"})
  void objectivesAreTheirOwnText(String text) {
    assertEquals(text, WorkloadText.objective(Objective.parse(text)));
  }
}
