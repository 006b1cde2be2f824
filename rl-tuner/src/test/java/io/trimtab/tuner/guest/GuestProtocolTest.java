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
        "run 3 9 1048576 0 3\nZWNobw==\n\nYQpi\n", encoded(new GuestRequest.Run(command, false)));
    assertEquals(
        "run 3 9 1048576 1 3\nZWNobw==\n\nYQpi\n", encoded(new GuestRequest.Run(command, true)));
  }

  @Test
  void theOtherRequestsAreALineAndTheirTexts() {
    assertEquals(
        "set 3 1\nL3g=\nMTI=\n",
        encoded(new GuestRequest.Write(List.of(new GuestRequest.FileText("/x", "12")))));
    assertEquals(
        "settle 10000000000 1500\n",
        encoded(new GuestRequest.Settle(Duration.ofSeconds(10), Duration.ofNanos(1_500_000))));
    assertEquals("deadline 1008\n", encoded(new GuestRequest.Deadline(Duration.ofSeconds(1))));
    assertEquals("pause\n", encoded(new GuestRequest.Pause()));
    assertEquals(
        "pause\noff\n",
        new String(
            GuestProtocol.job(List.of(new GuestRequest.Pause())), StandardCharsets.US_ASCII));
  }

  private static String encoded(GuestRequest request) {
    return new String(GuestProtocol.encode(3, request), StandardCharsets.US_ASCII);
  }

  @Test
  void answersAreReadOneAfterTheOther() {
    InputStream line =
        stream(
            "ready 6.1.0-56\ndone 1 7 0 1500000000 4 5 2 1\nout\nerror<<>\n"
                + "done 2 137 1 2 0 0 0 0\n\n");
    assertEquals(new Ready("6.1.0-56"), GuestProtocol.read(line));
    assertEquals(
        new Done(1, new GuestReply(new RunResult(7, false, 1.5, "out\n", "error"), "<<", ">")),
        GuestProtocol.read(line));
    assertEquals(
        new Done(2, new GuestReply(new RunResult(137, true, 2e-9, "", ""), "", "")),
        GuestProtocol.read(line));
    assertEquals(new Gone("it has ended"), GuestProtocol.read(line));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ready",
        "done 1 0 0 1 5 0 0 0\nabc",
        "done 1 0 0 1 1 0 0 0\nab\n",
        "done 1 0 0 1 99999999 0 0 0\n",
        "done x\n",
        "done 1 0 0 1 0 0\n\n",
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
