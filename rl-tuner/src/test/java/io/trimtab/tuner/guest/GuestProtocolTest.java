package io.trimtab.tuner.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.guest.GuestProtocol.Answer;
import io.trimtab.tuner.guest.GuestProtocol.Done;
import io.trimtab.tuner.guest.GuestProtocol.Gone;
import io.trimtab.tuner.guest.GuestProtocol.Ready;
import io.trimtab.tuner.run.RunResult;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuestProtocolTest {
  @Test
  void aRequestHasItsWordsInBase64() {
    GuestCommand command = new GuestCommand(List.of("echo", "", "a\nb"), Duration.ofSeconds(9));
    assertEquals(
        "run 3 9 1048576 3\nZWNobw==\n\nYQpi\n",
        new String(GuestProtocol.run(3, command), StandardCharsets.US_ASCII));
  }

  @Test
  void answersAreReadOneAfterTheOther() {
    InputStream line =
        stream("ready 6.1.0-56\ndone 1 7 0 1500000000 4 5\nout\nerror\ndone 2 137 1 2 0 0\n\n");
    assertEquals(new Ready("6.1.0-56"), GuestProtocol.read(line));
    assertEquals(
        new Done(1, new RunResult(7, false, 1.5, "out\n", "error")), GuestProtocol.read(line));
    assertEquals(new Done(2, new RunResult(137, true, 2e-9, "", "")), GuestProtocol.read(line));
    assertEquals(new Gone("it has ended"), GuestProtocol.read(line));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ready",
        "done 1 0 0 1 5 0\nabc",
        "done 1 0 0 1 1 0\nab\n",
        "done 1 0 0 1 99999999 0\n",
        "done x\n",
        "\u0000\u0001\n"
      })
  void whatIsNoAnswerMeansThatTheGuestIsGone(String text) {
    Answer answer = GuestProtocol.read(stream(text));
    assertInstanceOf(Gone.class, answer);
  }

  @Test
  void aLineWithoutAnEndIsGivenUp() {
    assertInstanceOf(Gone.class, GuestProtocol.read(stream("x".repeat(100_000))));
  }

  @Test
  void commandsThatCannotBeSentAreRefused() {
    assertThrows(TunerException.class, () -> GuestCommand.of());
    assertThrows(TunerException.class, () -> GuestCommand.of("echo", "a\0b"));
    assertThrows(TunerException.class, () -> GuestCommand.of("echo", "x".repeat(20_000)));
    assertThrows(TunerException.class, () -> GuestCommand.of("true").within(Duration.ofMillis(5)));
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
