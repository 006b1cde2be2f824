package io.trimtab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.trimtab.tuner.experience.Experience;
import io.trimtab.tuner.experience.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Training and looking at policies from the command line, on a recorded host whose workloads read
 * what is written there: {@code like} takes longer the more swappiness there is.
 */
final class PolicyCommandTest {
  private static final String SWAPPINESS = "/proc/sys/vm/swappiness";

  @TempDir private Path directory;
  private RecordedHost host;
  private Path suite;
  private Path experience;

  @BeforeEach
  void lay() throws IOException {
    host = RecordedHost.lay(directory, "6.12");
    suite = directory.resolve("suite.toml");
    experience = directory.resolve("experience.db");
    Files.writeString(
        suite,
        """
        [[generator]]
        name = "swap"
        family = "swap"
        words = ["sh", "-c", "read x < %s; echo value: $(($x * $1 + 100))", "{factor}", "{factor}"]
        objective = 'min:stdout:value: (\\d+)'
        packages = []
        instances = [
          { is = "like", factor = "2" },
          { is = "love", factor = "5" },
          { is = "held", factor = "3", held_out = true },
        ]
        """
            .formatted(host.file(SWAPPINESS)));
  }

  @Test
  void aJobIsRecordedResumedAndMadeAPolicy() throws IOException {
    Map<String, String> before = host.snapshot();
    Console first = train("--budget", "6");
    assertEquals(0, first.exitCode(), first.err());
    assertTrue(first.out().contains("swap-like"), first.out());
    assertEquals(before, host.snapshot(), "every trial is put back");

    Console more = train("--budget", "14", "--json");
    assertEquals(0, more.exitCode(), more.err());
    List<JsonObject> events =
        more.out().lines().map(l -> JsonParser.parseString(l).getAsJsonObject()).toList();
    assertEquals("begin", events.get(0).get("event").getAsString());
    assertEquals(3, count(events, "resumed"));
    assertEquals(3 * 8, count(events, "trial"));
    JsonObject ended =
        events.stream()
            .filter(e -> e.get("event").getAsString().equals("ended"))
            .findFirst()
            .orElseThrow();
    assertTrue(ended.get("best").getAsDouble() > 1.5, ended.toString());

    Path policy = directory.resolve("host.policy");
    Path report = directory.resolve("report.html");
    Console made =
        run(
            "train",
            "policy",
            "--from",
            experience.toString(),
            "--out",
            policy.toString(),
            "--date",
            "2026-11-21",
            "--report",
            report.toString(),
            "--json");
    assertEquals(0, made.exitCode(), made.err());
    JsonObject object = made.json().getAsJsonObject();
    assertEquals("2026-11-21", object.get("created").getAsString());
    assertEquals(2, object.getAsJsonArray("workloads").size());
    JsonObject offPolicy = object.getAsJsonObject("off_policy");
    assertEquals("direct", offPolicy.get("recommended").getAsString());
    JsonObject direct = offPolicy.getAsJsonArray("estimates").get(0).getAsJsonObject();
    assertTrue(direct.get("low").isJsonNull() && direct.get("high").isJsonNull(), "" + direct);
    String html = Files.readString(report);
    assertTrue(html.contains("swap-like: learning curve"), html);
    assertTrue(html.contains("vm.swappiness"));

    Console shown = run("policy", "show", policy.toString());
    assertEquals(0, shown.exitCode(), shown.err());
    assertTrue(shown.out().contains("vm.swappiness="), shown.out());
    Console there =
        run("policy", "show", policy.toString(), "--on", experience.toString(), "--json");
    assertTrue(
        there
            .json()
            .getAsJsonObject()
            .getAsJsonArray("there")
            .get(0)
            .getAsJsonObject()
            .get("whole")
            .getAsBoolean());

    Console same = run("policy", "diff", policy.toString(), policy.toString(), "--json");
    assertTrue(same.json().getAsJsonObject().get("same").getAsBoolean());

    // A recorded host has no features, so whatever runs there is unknown, and gets the defaults.
    Console why = run("policy", "explain", policy.toString(), "--workload", "swap-like", "--json");
    assertEquals(0, why.exitCode(), why.err());
    assertFalse(why.json().getAsJsonObject().get("known").getAsBoolean());

    Console measured =
        run(
            "policy",
            "evaluate",
            policy.toString(),
            "--env",
            "host",
            "--root",
            host.root().toString(),
            "--state",
            host.state().toString(),
            "--workloads",
            suite.toString(),
            "--tunables",
            "vm.swappiness",
            "--from",
            experience.toString(),
            "--draws",
            "1",
            "--json");
    assertEquals(0, measured.exitCode(), measured.err());
    JsonObject result =
        measured.json().getAsJsonObject().getAsJsonArray("workloads").get(0).getAsJsonObject();
    assertEquals(1, result.getAsJsonObject("first").get("ratio").getAsDouble(), 1e-9);
    assertTrue(result.getAsJsonObject("last").get("ratio").getAsDouble() > 1.2);
    assertTrue(result.getAsJsonObject("best").get("ratio").getAsDouble() > 1.5);
    assertTrue(result.get("gainable").getAsBoolean());
    assertEquals(before, host.snapshot());
  }

  @Test
  void theSameExperienceGivesTheSamePolicy() throws IOException {
    assertEquals(0, train("--budget", "10").exitCode());
    Path one = directory.resolve("one.policy");
    Path other = directory.resolve("other.policy");
    for (Path policy : List.of(one, other)) {
      Console made =
          run(
              "train",
              "policy",
              "--from",
              experience.toString(),
              "--out",
              policy.toString(),
              "--date",
              "2026-11-21");
      assertEquals(0, made.exitCode(), made.err());
      assertTrue(made.out().contains("ESTIMATED BEFORE ANY RUN"), made.out());
      assertTrue(made.out().matches("(?s).*\ndirect +[0-9.]+x +unknown +go by this.*"), made.out());
    }
    assertEquals(Files.readString(one), Files.readString(other));
  }

  @Test
  void wrongUsageIsRefusedBeforeAnythingIsTried() throws IOException {
    refused(run("train", "policy"), "give either --env, to try, or --from, to learn");
    refused(train("--agent", "forst"), "no agent is called \"forst\"; did you mean forest?");
    refused(train("--budget", "soon"), "neither a number of trials nor a time");
    refused(train("--budget", "0"), "--budget 0 is not 1 to");
    refused(train("--draws", "0"), "--draws 0 is not 1 to 100");
    refused(train("--jobs", "0"), "--jobs 0 is below 1");
    refused(train("--seeds", "0"), "--seeds 0 is below 1");
    refused(
        run(
            "train",
            "policy",
            "--env",
            "moon",
            "--workloads",
            suite.toString(),
            "--out",
            experience.toString()),
        "--env \"moon\" is none of guest:KERNEL, replay:FILE, host");
    refused(train("--workloads", directory.resolve("none.toml").toString()), "none.toml");
    refused(train("--agent", "actor"), "the agent actor learns from recorded trials of other");
    refused(train("--prior", experience.toString()), "--prior and --out are one file");
    refused(train("--prior", suite.toString()), "is not a policy of Trimtab's");
    refused(train("--prior", directory.resolve("none").toString()), "cannot be read");
    refused(
        run("train", "policy", "--from", directory.resolve("none.db").toString(), "--out", "x"),
        "there is no such file");
    refused(
        run(
            "train",
            "policy",
            "--from",
            suite.toString(),
            "--out",
            directory.resolve("x.policy").toString()),
        "holds no experience");
    assertFalse(Files.exists(directory.resolve("x.policy")));
  }

  @Test
  void badPoliciesAreRefusedInALine() throws IOException {
    Path policy = directory.resolve("p.policy");
    Files.writeString(policy, "{\"format\": \"trimtab-policy\", \"version\": 9}");
    for (List<String> words :
        List.of(
            List.of("policy", "show", policy.toString()),
            List.of("policy", "diff", policy.toString(), policy.toString()),
            List.of("policy", "explain", policy.toString(), "--workload", "x"),
            List.of("policy", "evaluate", policy.toString(), "--env", "host"))) {
      refused(Console.run(words), "is of policy format 9");
    }
    refused(run("policy", "show", directory.resolve("none").toString()), "there is no such file");
  }

  @Test
  void whatIsMeasuredOnOneHostIsNotTakenForAnothers() throws IOException {
    Path id = host.file("/etc/machine-id");
    Files.createDirectories(host.file("/etc"));
    for (String machine : List.of("0".repeat(32), "1".repeat(32))) {
      Files.writeString(id, machine + "\n");
      assertEquals(0, train("--budget", "2").exitCode());
    }
    List<Place> places = Experience.read(experience).places();
    assertEquals(2, places.size(), "each has baselines of its own");
    for (Place place : places) {
      assertTrue(place.name().startsWith("host:" + place.kernel() + "@"), place.name());
      assertTrue(place.name().matches(".*@[0-9a-f]{12}"), place.name());
      assertFalse(place.name().contains("000000") || place.name().contains("111111"), place.name());
    }
  }

  @Test
  void aReplayMeasuresNoPolicy() {
    refused(
        run("policy", "evaluate", "default", "--env", "replay:" + experience),
        "a replay has no draw that nothing was chosen from");
  }

  @Test
  void aWorkloadThatBreaksUnderTheDefaultsIsLeftOut() throws IOException {
    Files.writeString(
        suite,
        Files.readString(suite)
            + """

            [[generator]]
            name = "broken"
            family = "broken"
            words = ["sh", "-c", "exit 3"]
            objective = 'min:elapsed'
            packages = []
            instances = [{ is = "1" }]
            """);
    Console console = train("--budget", "3");
    assertEquals(0, console.exitCode(), console.err());
    assertTrue(
        console.err().contains("broken-1 breaks under the defaults and is left out"),
        console.err());
    assertTrue(console.out().contains("swap-like"), console.out());
  }

  @Test
  void everyAgentRunsOnWhatWasRecorded() throws IOException {
    assertEquals(0, train("--budget", "12").exitCode());
    for (String agent : List.of("stun", "random", "forest", "bluefin", "actor", "portfolio")) {
      Path replayed = directory.resolve(agent + ".db");
      List<String> words =
          new ArrayList<>(
              List.of(
                  "train",
                  "policy",
                  "--env",
                  "replay:" + experience,
                  "--workloads",
                  "swap",
                  "--agent",
                  agent,
                  "--budget",
                  "5",
                  "--out",
                  replayed.toString()));
      if (agent.equals("actor") || agent.equals("portfolio")) {
        words.addAll(List.of("--prior", experience.toString()));
      }
      Console console = Console.run(words);
      assertEquals(0, console.exitCode(), console.err());
      assertTrue(console.out().contains("swap-like"), console.out());
    }
    refused(
        run("train", "policy", "--env", "replay:" + experience, "--workloads", "nothing"),
        "no recorded workload is called nothing");
  }

  private static long count(List<JsonObject> events, String name) {
    return events.stream().filter(e -> e.get("event").getAsString().equals(name)).count();
  }

  private static void refused(Console console, String why) {
    assertEquals(2, console.exitCode(), console.err());
    assertTrue(console.err().contains(why), console.err());
    assertEquals("", console.out());
  }

  private Console train(String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "train",
                "policy",
                "--root",
                host.root().toString(),
                "--state",
                host.state().toString(),
                "--env",
                "host",
                "--tunables",
                "vm.swappiness",
                "--out",
                experience.toString()));
    if (!List.of(more).contains("--workloads")) {
      words.addAll(List.of("--workloads", suite.toString()));
    }
    words.addAll(List.of(more));
    return Console.run(words);
  }

  private static Console run(String... words) {
    return Console.run(List.of(words));
  }
}
