package io.trimtab.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.trimtab.actuators.catalogue.Names;
import io.trimtab.daemon.control.ControlProtocol;
import io.trimtab.daemon.control.DecisionJson;
import io.trimtab.daemon.decision.Decision;
import io.trimtab.daemon.decision.DecisionKind;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the daemon decided. */
@Command(
    name = "log",
    mixinStandardHelpOptions = true,
    description = "Show what the daemon decided, oldest first; trimtab explain tells more of each.",
    footer = {
      "",
      "Examples:",
      "  trimtab log --since 24h",
      "  trimtab log --kind committed,undone,yielded --follow"
    })
final class LogCommand implements Runnable {
  private static final long POLL_MILLIS = 1000;
  private static final List<String> KINDS =
      Arrays.stream(DecisionKind.values()).map(DecisionKind::word).toList();

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "N",
      description = "How many, the newest (default: 50, or with --since 2000).")
  private @Nullable Integer limit;

  @Option(
      names = "--since",
      paramLabel = "WHEN",
      converter = Since.class,
      description = "None from before: 24h ago, or 2026-11-21T15:30.")
  private @Nullable Instant since;

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      split = ",",
      description = "These kinds alone, such as tried, judged, committed, undone, yielded.")
  private List<String> kinds = List.of();

  @Option(
      names = {"-f", "--follow"},
      description = "Go on as more is decided, until Ctrl-C.")
  private boolean follow;

  @Option(
      names = "--json",
      description = "Print an array of objects; with --follow, an object in a line.")
  private boolean json;

  @Mixin private DaemonOptions daemon;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    JsonArray first = ask(since, count());
    if (json && !follow) {
      daemon.out().println(Json.text(first));
      daemon.out().flush();
      return;
    }
    if (first.isEmpty() && !follow) {
      daemon.out().println("Nothing was decided.");
    }
    print(first);
    if (follow) {
      follow(first);
    }
  }

  private int count() {
    int count = limit == null ? (since == null ? 50 : ControlProtocol.MAX_DECISIONS) : limit;
    if (count < 1 || count > ControlProtocol.MAX_DECISIONS) {
      throw new ParameterException(
          commandLine(), "--limit is from 1 to " + ControlProtocol.MAX_DECISIONS);
    }
    return count;
  }

  private CommandLine commandLine() {
    return spec.commandLine();
  }

  private JsonArray ask(@Nullable Instant from, int most) {
    JsonObject details = new JsonObject();
    details.addProperty("most", most);
    if (from != null) {
      details.addProperty("since", from.toString());
    }
    if (!kinds.isEmpty()) {
      details.addProperty("kind", String.join(",", checkedKinds()));
    }
    return daemon.ask("log", details).getAsJsonArray();
  }

  private List<String> checkedKinds() {
    List<String> words = kinds.stream().map(kind -> kind.toLowerCase(Locale.ROOT)).toList();
    for (String word : words) {
      if (!KINDS.contains(word)) {
        List<String> nearest = Names.nearest(word, KINDS);
        throw new ParameterException(
            commandLine(),
            "--kind "
                + word
                + (nearest.isEmpty()
                    ? " is none of " + String.join(", ", KINDS)
                    : ": did you mean " + String.join(" or ", nearest) + "?"));
      }
    }
    return words;
  }

  private void print(JsonArray decisions) {
    DecisionText text = new DecisionText(ZoneId.systemDefault());
    for (JsonElement element : decisions) {
      daemon
          .out()
          .println(
              json ? element.toString() : text.line(DecisionJson.read(element.getAsJsonObject())));
    }
    daemon.out().flush();
  }

  private void follow(JsonArray first) {
    JsonArray shown = first;
    Instant last = since == null ? Instant.now() : since;
    Set<String> seen = new HashSet<>();
    while (true) {
      Set<String> newest = new HashSet<>();
      for (JsonElement element : shown) {
        Decision decision = DecisionJson.read(element.getAsJsonObject());
        if (decision.time().isAfter(last)) {
          last = decision.time();
        }
        newest.add(decision.id());
      }
      // A poll begins where the last one ended: what was at that moment comes again.
      seen.addAll(newest);
      try {
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
      JsonArray next = ask(last, ControlProtocol.MAX_DECISIONS);
      JsonArray fresh = new JsonArray();
      for (JsonElement element : next) {
        if (!seen.contains(element.getAsJsonObject().get("id").getAsString())) {
          fresh.add(element);
        }
      }
      seen.clear();
      next.forEach(element -> seen.add(element.getAsJsonObject().get("id").getAsString()));
      print(fresh);
      shown = fresh;
    }
  }
}
