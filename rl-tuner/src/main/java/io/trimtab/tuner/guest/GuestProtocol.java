package io.trimtab.tuner.guest;

import io.trimtab.tuner.run.RunResult;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What host and guest say to each other over a serial line; the script {@code agent} is the other
 * side of it and describes it.
 */
final class GuestProtocol {
  /** How much of what a program prints on one stream is told. */
  static final int MOST_OUTPUT = 1 << 20;

  private static final int LONGEST_LINE = 512;
  private static final double NANOS = 1e9;
  private static final long MICRO = 1000;

  /** What the watchdog counts in: 2^15 ticks of 33 MHz. */
  private static final long WATCHDOG_UNIT_NANOS = 992_969;

  private static final Pattern READY = Pattern.compile("ready (\\S+)");
  private static final Pattern DONE =
      Pattern.compile(
          "done (\\d{1,9}) (\\d{1,3}) ([01]) (\\d{1,18})"
              + " (\\d{1,7}) (\\d{1,7}) (\\d{1,7}) (\\d{1,7})");

  /** The request to switch off. */
  static final byte[] OFF = "off\n".getBytes(StandardCharsets.US_ASCII);

  private GuestProtocol() {}

  /** What a guest answers. */
  sealed interface Answer {}

  /** It is up. */
  record Ready(String release) implements Answer {}

  /** A request was carried out. */
  record Done(int number, GuestReply reply) implements Answer {}

  /** The line has ended, or what came over it is no answer: the guest is gone. */
  record Gone(String why) implements Answer {}

  /** A request as the agent reads it. */
  static byte[] encode(int number, GuestRequest request) {
    StringBuilder text = new StringBuilder();
    if (request instanceof GuestRequest.Run run) {
      GuestCommand command = run.command();
      line(
          text,
          "run",
          number,
          command.limit().toSeconds(),
          MOST_OUTPUT,
          run.isObserved() ? 1 : 0,
          command.words().size());
      command.words().forEach(word -> encoded(text, word));
    } else if (request instanceof GuestRequest.Write write) {
      line(text, "set", number, write.files().size());
      for (GuestRequest.FileText file : write.files()) {
        encoded(text, file.path());
        encoded(text, file.text());
      }
    } else if (request instanceof GuestRequest.Settle settle) {
      line(text, "settle", settle.atLeast().toNanos(), settle.offset().toNanos() / MICRO);
    } else if (request instanceof GuestRequest.Deadline deadline) {
      line(text, "deadline", deadline.limit().toNanos() / WATCHDOG_UNIT_NANOS + 1);
    } else {
      line(text, "pause");
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** Requests numbered from 0 on, and then to switch off. */
  static byte[] job(List<? extends GuestRequest> requests) {
    ByteArrayOutputStream job = new ByteArrayOutputStream();
    for (int i = 0; i < requests.size(); i++) {
      job.writeBytes(encode(i, requests.get(i)));
    }
    job.writeBytes(OFF);
    return job.toByteArray();
  }

  private static void line(StringBuilder text, Object... words) {
    text.append(Arrays.stream(words).map(String::valueOf).collect(Collectors.joining(" ")));
    text.append('\n');
  }

  private static void encoded(StringBuilder text, String word) {
    byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
    text.append(Base64.getEncoder().encodeToString(bytes)).append('\n');
  }

  /** Whether a request is answered at all. */
  static boolean isAnswered(GuestRequest request) {
    return request instanceof GuestRequest.Run || request instanceof GuestRequest.Write;
  }

  /** Reads the next answer; waits for it. */
  static Answer read(InputStream in) {
    try {
      String line = line(in);
      Matcher ready = READY.matcher(line);
      if (ready.matches()) {
        return new Ready(ready.group(1));
      }
      Matcher done = DONE.matcher(line);
      if (!done.matches()) {
        return new Gone("it answered: " + line);
      }
      String stdout = text(in, Integer.parseInt(done.group(5)));
      String stderr = text(in, Integer.parseInt(done.group(6)));
      String before = text(in, Integer.parseInt(done.group(7)));
      String after = text(in, Integer.parseInt(done.group(8)));
      if (!line(in).isEmpty()) {
        return new Gone("its answer was longer than announced");
      }
      return new Done(
          Integer.parseInt(done.group(1)),
          new GuestReply(
              new RunResult(
                  Integer.parseInt(done.group(2)),
                  done.group(3).equals("1"),
                  Long.parseLong(done.group(4)) / NANOS,
                  stdout,
                  stderr),
              before,
              after));
    } catch (IOException e) {
      return new Gone("it has ended");
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    while (line.length() < LONGEST_LINE) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException();
      }
      if (next == '\n') {
        return line.toString();
      }
      line.append((char) next);
    }
    return line.toString();
  }

  private static String text(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
