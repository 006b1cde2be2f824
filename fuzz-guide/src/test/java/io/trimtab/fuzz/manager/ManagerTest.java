package io.trimtab.fuzz.manager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.trimtab.fuzz.FuzzException;
import io.trimtab.fuzz.guide.HealerGuide;
import io.trimtab.fuzz.model.Descriptions;
import io.trimtab.fuzz.program.CallSet;
import io.trimtab.fuzz.program.Program;
import io.trimtab.fuzz.program.ProgramReader;
import io.trimtab.fuzz.relation.StaticRelations;
import io.trimtab.fuzz.syzlang.ShippedDescriptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server that takes what syz-manager's handler of /addcandidate takes. */
class ManagerTest {
  private static final Descriptions SHIPPED = ShippedDescriptions.load();

  @TempDir private Path directory;

  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final List<String> types = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private int status = 200;
  private String words = "";

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          bodies.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestURI()
                  + "\n"
                  + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          types.add(String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")));
          byte[] answer = words.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private Manager manager() {
    return Manager.at("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Test
  void aProgramIsAFileOfAForm() throws InterruptedException {
    assertEquals(new Manager.Answer.Taken(), manager().add("getpid()\n"));
    assertEquals(
        "POST /addcandidate\n--trimtab-candidate\r\n"
            + "Content-Disposition: form-data; name=\"file\"; filename=\"prog\"\r\n"
            + "Content-Type: application/octet-stream\r\n\r\n"
            + "getpid()\n\r\n--trimtab-candidate--\r\n",
        bodies.get(0));
    assertEquals("multipart/form-data; boundary=trimtab-candidate", types.get(0));
  }

  @Test
  void aRefusalIsTold() throws InterruptedException {
    status = 400;
    words = "contains disabled syscall\n";
    assertEquals(
        new Manager.Answer.Refused("contains disabled syscall"), manager().add("getpid()\n"));
    status = 500;
    FuzzException failure = assertThrows(FuzzException.class, () -> manager().add("getpid()\n"));
    assertTrue(failure.getMessage().contains("answers 500"), failure.getMessage());
  }

  @Test
  void itsCorpusIsCopied() throws InterruptedException, IOException {
    words = "a corpus";
    Path copy = directory.resolve("copy");
    manager().corpus(copy);
    assertEquals("a corpus", Files.readString(copy));
  }

  @Test
  void onlyOneOnThisMachineIsTalkedTo() {
    for (String url : List.of("http://192.0.2.1:80", "https://127.0.0.1", "file:///etc", "::")) {
      assertThrows(FuzzException.class, () -> Manager.at(url), url);
    }
  }

  @Test
  void thatNoneListensIsToldOnce() {
    Manager gone = manager();
    server.stop(0);
    FuzzException failure = assertThrows(FuzzException.class, () -> gone.add("getpid()\n"));
    assertEquals(FuzzException.Kind.UNAVAILABLE, failure.kind());
  }

  @Test
  void candidatesAreNewAndLongerThanWhatTheyAreMadeFrom() {
    CallSet calls = CallSet.all(SHIPPED);
    Program known =
        ProgramReader.read(
            SHIPPED, "p", "r0 = socket$tcp(0x2, 0x1, 0x0)\n", ProgramReader.Mode.STRICT);
    Candidates candidates =
        new Candidates(
            calls,
            new HealerGuide("healer", calls, StaticRelations.of(calls)),
            List.of(known),
            new SplittableRandom(1));
    Set<String> texts = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      Program next = candidates.next();
      candidates.received(true);
      assertTrue(next.size() > 1);
      assertTrue(texts.add(next.toString()));
    }
  }
}
