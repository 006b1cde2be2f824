package io.trimtab.daemon.control;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.catalogue.Names;
import io.trimtab.daemon.DaemonException;
import io.trimtab.daemon.decision.Decision;
import io.trimtab.daemon.decision.DecisionKind;
import io.trimtab.tuner.TunerException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.UserPrincipal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What is said on the control socket: a JSON object on a line asks, another one answers.
 *
 * <p>A request is {@code {"v": 1, "do": "status"}}, with what else it needs. An answer is {@code
 * {"v": 1, "ok": true, "result": …}}, or {@code {"v": 1, "ok": false, "kind": "invalid", "error":
 * "…"}}, where the kind is failed, invalid or unavailable. Whoever has come as far as here may
 * read; to change something takes root.
 */
public final class ControlProtocol implements Protocol {
  /** The only version so far. */
  public static final int VERSION = 1;

  /** The most decisions in an answer. */
  public static final int MAX_DECISIONS = 2000;

  private static final int DEFAULT_DECISIONS = 50;
  private static final int MAX_TEXT = 200;
  private static final Set<String> READING = Set.of("status", "log", "explain", "metrics");
  private static final Set<String> CHANGING = Set.of("freeze", "thaw", "resume", "apply");

  private final Daemon daemon;
  private final Predicate<UserPrincipal> mayChange;

  /**
   * Creates it.
   *
   * @param daemon that is asked
   * @param mayChange whether a caller may change something, too
   */
  public ControlProtocol(Daemon daemon, Predicate<UserPrincipal> mayChange) {
    this.daemon = daemon;
    this.mayChange = mayChange;
  }

  @Override
  public int length(byte[] bytes, int count) {
    for (int i = 0; i < count; i++) {
      if (bytes[i] == '\n') {
        return i + 1;
      }
    }
    return 0;
  }

  @Override
  public ByteBuffer tooLong() {
    return line(error(DaemonException.invalid("the request is too long")));
  }

  @Override
  public Answer answer(byte[] request, Optional<UserPrincipal> caller) {
    JsonObject reply = new JsonObject();
    try {
      JsonElement result = perform(parse(request), caller);
      reply.addProperty("v", VERSION);
      reply.addProperty("ok", true);
      reply.add("result", result);
    } catch (DaemonException e) {
      reply = error(e);
    } catch (ActuatorException | TunerException e) {
      reply = error(DaemonException.failed(String.valueOf(e.getMessage()), e));
    } catch (RuntimeException | StackOverflowError e) {
      reply = error(DaemonException.failed("this is a bug in Trimtab, please report it: " + e, e));
    }
    return new Answer(line(reply), false);
  }

  private static JsonObject parse(byte[] request) {
    String text = new String(request, StandardCharsets.UTF_8);
    try {
      JsonElement json = JsonParser.parseString(text);
      if (json instanceof JsonObject object) {
        return object;
      }
    } catch (JsonParseException | NumberFormatException e) {
      throw new DaemonException(
          DaemonException.Kind.INVALID, "the request is not a JSON object on one line", e);
    }
    throw DaemonException.invalid("the request is not a JSON object on one line");
  }

  private JsonElement perform(JsonObject request, Optional<UserPrincipal> caller) {
    if (whole(request, "v", 0, Integer.MAX_VALUE).orElse(0L) != VERSION) {
      throw DaemonException.invalid(
          "this daemon speaks version " + VERSION + "; a request says \"v\": " + VERSION);
    }
    String verb = text(request, "do");
    if (READING.contains(verb)) {
      return read(verb, request);
    }
    if (!CHANGING.contains(verb)) {
      throw DaemonException.invalid("\"do\": \"" + verb + "\" is none of " + READING + CHANGING);
    }
    UserPrincipal user =
        caller
            .filter(mayChange)
            .orElseThrow(
                () ->
                    DaemonException.unavailable(
                        verb + " is for root: you may read, and change nothing; run with sudo"));
    return change(verb, request, user.getName());
  }

  private JsonElement read(String verb, JsonObject request) {
    return switch (verb) {
      case "status" -> StatusJson.write(daemon.status());
      case "metrics" -> new JsonPrimitive(daemon.prometheus());
      case "explain" -> explain(text(request, "id"));
      default -> log(request);
    };
  }

  private JsonArray explain(String id) {
    List<Decision> chain = daemon.decisions().chain(id);
    if (chain.isEmpty()) {
      throw DaemonException.invalid(
          "there is no decision " + id + "; trimtab log shows those that there are");
    }
    JsonArray array = new JsonArray();
    chain.forEach(decision -> array.add(DecisionJson.write(decision)));
    return array;
  }

  private JsonArray log(JsonObject request) {
    Instant since = Instant.EPOCH;
    if (request.has("since")) {
      try {
        since = Instant.parse(text(request, "since"));
      } catch (DateTimeException e) {
        throw new DaemonException(
            DaemonException.Kind.INVALID, "\"since\" is no time such as 2026-11-29T08:00:00Z", e);
      }
    }
    long most = whole(request, "most", 1, MAX_DECISIONS).orElse((long) DEFAULT_DECISIONS);
    List<String> kinds =
        request.has("kind")
            ? List.of(text(request, "kind").toLowerCase(Locale.ROOT).split(","))
            : List.of();
    JsonArray array = new JsonArray();
    // Where few kinds are wanted, those are picked from as many as an answer can be made of.
    List<Decision> all =
        daemon.decisions().since(since, kinds.isEmpty() ? (int) most : MAX_DECISIONS);
    List<Decision> wanted =
        all.stream().filter(d -> kinds.isEmpty() || kinds.contains(d.kind().word())).toList();
    wanted
        .subList(Math.max(0, wanted.size() - (int) most), wanted.size())
        .forEach(decision -> array.add(DecisionJson.write(decision)));
    return array;
  }

  private JsonElement change(String verb, JsonObject request, String who) {
    return switch (verb) {
      case "freeze" -> {
        daemon.freeze(whole(request, "seconds", 1, 1_000_000_000).map(Duration::ofSeconds), who);
        yield new JsonPrimitive("frozen");
      }
      case "thaw" -> {
        daemon.thaw(who);
        yield new JsonPrimitive("thawed");
      }
      case "resume" -> new JsonPrimitive(resume(text(request, "name"), who));
      default -> new JsonPrimitive(apply(text(request, "id"), who));
    };
  }

  private String apply(String id, String who) {
    Decision decision =
        daemon
            .decisions()
            .find(id)
            .orElseThrow(
                () ->
                    DaemonException.invalid(
                        "there is no decision " + id + "; trimtab advice shows what there is"));
    if (decision.kind() != DecisionKind.ADVISED) {
      throw DaemonException.invalid(
          id + " is no advice, but was " + decision.kind().word() + ": " + decision.summary());
    }
    return daemon.apply(decision.id(), who);
  }

  private String resume(String name, String who) {
    if (!daemon.resume(name, who)) {
      List<String> given =
          daemon.status().givenUp().stream().map(DaemonStatus.GivenUp::tunable).toList();
      List<String> nearest = Names.nearest(name, given);
      throw DaemonException.invalid(
          name
              + " was not given up"
              + (nearest.isEmpty() ? "" : "; did you mean " + String.join(" or ", nearest) + "?"));
    }
    return "taken back";
  }

  private static String text(JsonObject request, String key) {
    if (request.get(key) instanceof JsonPrimitive value && value.isString()) {
      String text = value.getAsString();
      if (!text.isEmpty() && text.length() <= MAX_TEXT) {
        return text;
      }
    }
    throw DaemonException.invalid(
        "\"" + key + "\" is to be a text of 1 to " + MAX_TEXT + " characters");
  }

  private static Optional<Long> whole(JsonObject request, String key, long least, long most) {
    JsonElement element = request.get(key);
    if (element == null || element instanceof JsonNull) {
      return Optional.empty();
    }
    if (element instanceof JsonPrimitive value && value.isNumber()) {
      double number = value.getAsDouble();
      if (number == Math.rint(number) && number >= least && number <= most) {
        return Optional.of((long) number);
      }
    }
    throw DaemonException.invalid(
        "\"" + key + "\" is to be a whole number from " + least + " to " + most);
  }

  private static JsonObject error(DaemonException e) {
    JsonObject reply = new JsonObject();
    reply.addProperty("v", VERSION);
    reply.addProperty("ok", false);
    reply.addProperty("kind", e.kind().name().toLowerCase(Locale.ROOT));
    reply.addProperty("error", e.getMessage());
    return reply;
  }

  private static ByteBuffer line(JsonObject reply) {
    return StandardCharsets.UTF_8.encode(reply + "\n");
  }
}
