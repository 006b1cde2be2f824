package io.trimtab.tuner.guest;

import io.trimtab.tuner.run.RunResult;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What host and guest say to each other over a serial line; the script {@code agent} is the other
 * side of it and describes it.
 */
final class GuestProtocol {
  /** How much of what a program prints on one stream is told. */
  static final int MOST_OUTPUT = 1 << 20;

  private static final int LONGEST_LINE = 512;
  private static final double NANOS = 1e9;
  private static final Pattern READY = Pattern.compile("ready (\\S+)");
  private static final Pattern DONE =
      Pattern.compile("done (\\d{1,9}) (\\d{1,3}) ([01]) (\\d{1,18}) (\\d{1,7}) (\\d{1,7})");

  /** The request to switch off. */
  static final byte[] OFF = "off\n".getBytes(StandardCharsets.US_ASCII);

  private GuestProtocol() {}

  /** What a guest answers. */
  sealed interface Answer {}

  /** It is up. */
  record Ready(String release) implements Answer {}

  /** A request was carried out. */
  record Done(int number, RunResult result) implements Answer {}

  /** The line has ended, or what came over it is no answer: the guest is gone. */
  record Gone(String why) implements Answer {}

  /** The request to run a program. */
  static byte[] run(int number, GuestCommand command) {
    StringBuilder request =
        new StringBuilder(
            "run %d %d %d %d\n"
                .formatted(
                    number, command.limit().toSeconds(), MOST_OUTPUT, command.words().size()));
    Base64.Encoder base64 = Base64.getEncoder();
    for (String word : command.words()) {
      request.append(base64.encodeToString(word.getBytes(StandardCharsets.UTF_8))).append('\n');
    }
    return request.toString().getBytes(StandardCharsets.US_ASCII);
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
      if (!line(in).isEmpty()) {
        return new Gone("its answer was longer than announced");
      }
      return new Done(
          Integer.parseInt(done.group(1)),
          new RunResult(
              Integer.parseInt(done.group(2)),
              done.group(3).equals("1"),
              Long.parseLong(done.group(4)) / NANOS,
              stdout,
              stderr));
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
