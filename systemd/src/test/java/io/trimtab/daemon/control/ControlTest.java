package io.trimtab.daemon.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.trimtab.daemon.DaemonException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be asked, by whom, and what comes back, over a real socket. */
class ControlTest {
  @TempDir private Path directory;
  private final SmallDaemon daemon = new SmallDaemon();
  private Path socket;
  private ControlServer server;
  private ControlClient client;

  @BeforeEach
  void listen() {
    socket = directory.resolve("control.sock");
    server = ControlServer.start(socket, "", daemon);
    client = new ControlClient(socket);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void theStatusArrivesAsItIs() {
    JsonElement json = client.ask("status");

    assertEquals(daemon.status(), StatusJson.read(json.getAsJsonObject()));
  }

  @Test
  void decisionsArriveAsTheyAre() {
    JsonObject three = new JsonObject();
    three.addProperty("most", 3);

    JsonElement json = client.ask("log", three);

    assertEquals(3, json.getAsJsonArray().size());
    assertEquals(
        daemon.decisions().find("d5").orElseThrow(),
        DecisionJson.read(json.getAsJsonArray().get(2).getAsJsonObject()));
  }

  @Test
  void theLogIsPickedFromByKindAndTime() {
    JsonObject wanted = new JsonObject();
    wanted.addProperty("kind", "tried,judged");
    wanted.addProperty("since", MemoryLog.BEGIN.plusSeconds(3).toString());

    assertEquals(1, client.ask("log", wanted).getAsJsonArray().size());
  }

  @Test
  void aDecisionIsExplainedByItsChain() {
    JsonObject id = new JsonObject();
    id.addProperty("id", "d3");

    assertEquals(4, client.ask("explain", id).getAsJsonArray().size());
    id.addProperty("id", "nope");
    refused("explain", id, DaemonException.Kind.INVALID, "no decision nope");
  }

  @Test
  void rootChanges() {
    JsonObject minute = new JsonObject();
    minute.addProperty("seconds", 60);
    client.ask("freeze", minute);
    assertTrue(daemon.status().holding().orElse("").endsWith("for PT1M"));
    client.ask("thaw");
    assertEquals(Optional.empty(), daemon.status().holding());

    JsonObject name = new JsonObject();
    name.addProperty("name", "vm.dirty_raito");
    refused("resume", name, DaemonException.Kind.INVALID, "did you mean vm.dirty_ratio?");
    name.addProperty("name", "vm.dirty_ratio");
    client.ask("resume", name);
    assertEquals(0, daemon.status().givenUp().size());

    JsonObject id = new JsonObject();
    id.addProperty("id", "d5");
    assertEquals("d5 is in force, under watch", client.ask("apply", id).getAsString());
    id.addProperty("id", "d4");
    refused("apply", id, DaemonException.Kind.INVALID, "d4 is no advice, but was committed: ");
  }

  @Test
  void othersReadAndChangeNothing() {
    ControlProtocol protocol = new ControlProtocol(daemon, user -> user.getName().equals("root"));
    UserPrincipal other = () -> "alice";

    assertTrue(answer(protocol, "status", Optional.of(other)).get("ok").getAsBoolean());
    for (String verb : new String[] {"freeze", "thaw", "resume", "apply"}) {
      for (Optional<UserPrincipal> caller :
          java.util.List.of(Optional.of(other), Optional.<UserPrincipal>empty())) {
        JsonObject reply = answer(protocol, verb, caller);
        assertFalse(reply.get("ok").getAsBoolean(), verb);
        assertEquals("unavailable", reply.get("kind").getAsString());
      }
    }
    assertEquals(Optional.empty(), daemon.status().holding());
  }

  private static JsonObject answer(
      ControlProtocol protocol, String verb, Optional<UserPrincipal> caller) {
    byte[] request = ("{\"v\":1,\"do\":\"" + verb + "\"}\n").getBytes(StandardCharsets.UTF_8);
    String reply =
        StandardCharsets.UTF_8.decode(protocol.answer(request, caller).bytes()).toString();
    return JsonParser.parseString(reply).getAsJsonObject();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"v\":2,\"do\":\"status\"} | this daemon speaks version 1",
        "{\"do\":\"status\"} | this daemon speaks version 1",
        "{\"v\":1} | \"do\" is to be a text",
        "{\"v\":1,\"do\":7} | \"do\" is to be a text",
        "{\"v\":1,\"do\":\"dance\"} | \"dance\" is none of",
        "[1] | not a JSON object",
        "{\"v\":1,\"do\":\"log\",\"most\":1e9} | \"most\" is to be a whole number from 1 to 2000",
        "{\"v\":1,\"do\":\"log\",\"most\":\"x\"} | \"most\" is to be a whole number",
        "{\"v\":1,\"do\":\"log\",\"since\":\"now\"} | \"since\" is no time",
        "{\"v\":1,\"do\":\"freeze\",\"seconds\":0} | \"seconds\" is to be a whole number from 1",
      })
  void wrongRequestsAreToldWhatIsWrong(String request, String message) {
    ControlProtocol protocol = new ControlProtocol(daemon, user -> true);
    UserPrincipal caller = () -> "root";

    byte[] bytes = (request + "\n").getBytes(StandardCharsets.UTF_8);
    String answer =
        StandardCharsets.UTF_8
            .decode(protocol.answer(bytes, Optional.of(caller)).bytes())
            .toString();

    JsonObject reply = JsonParser.parseString(answer).getAsJsonObject();
    assertEquals("invalid", reply.get("kind").getAsString());
    assertTrue(reply.get("error").getAsString().contains(message), reply::toString);
  }

  @Test
  void theSocketIsForItsUserWhereThereIsNoGroup() throws Exception {
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)));
    try (ControlSocket other = ControlSocket.listen(directory.resolve("o"), "no-such-group")) {
      assertTrue(
          other.problem().orElse("").startsWith("there is no group no-such-group: only root"));
    }
    String group =
        Files.readAttributes(directory, java.nio.file.attribute.PosixFileAttributes.class)
            .group()
            .getName();
    try (ControlSocket other = ControlSocket.listen(directory.resolve("g"), group)) {
      assertEquals(Optional.empty(), other.problem());
      assertEquals(
          "rw-rw----",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("g"))));
    }
  }

  @Test
  void aDeadDaemonsSocketIsReplacedAndALivingOnesIsNot() throws Exception {
    DaemonException e = assertThrows(DaemonException.class, () -> ControlSocket.listen(socket, ""));
    assertTrue(e.getMessage().contains("another daemon answers at " + socket), e.getMessage());

    ControlSocket dead = ControlSocket.listen(directory.resolve("dead"), "");
    dead.channel().close();
    ControlSocket.listen(directory.resolve("dead"), "").close();
    assertFalse(Files.exists(directory.resolve("dead")));
  }

  @Test
  void whereNoDaemonRunsThatIsSaid() {
    ControlClient none = new ControlClient(directory.resolve("none"));

    DaemonException e = assertThrows(DaemonException.class, () -> none.ask("status"));

    assertEquals(DaemonException.Kind.UNAVAILABLE, e.kind());
    assertTrue(e.getMessage().startsWith("no daemon runs here: there is no "), e.getMessage());
    server.close();
    assertFalse(Files.exists(socket));
    assertThrows(DaemonException.class, () -> client.ask("status"));
  }

  private void refused(String verb, JsonObject details, DaemonException.Kind kind, String message) {
    DaemonException e = assertThrows(DaemonException.class, () -> client.ask(verb, details));
    assertEquals(kind, e.kind());
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }
}
