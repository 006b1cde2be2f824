package io.trimtab.tuner.guest;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A QEMU that is given commands over its standard input and tells on its output what happens, in
 * QEMU's machine protocol (QMP): a JSON object on each line.
 */
final class QemuMonitor implements AutoCloseable {
  /** What is put into the queue when the output has ended. */
  private static final String ENDED = "ENDED";

  private static final String FAILED = "FAILED";

  private final Process process;
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private volatile String complaint = "";

  QemuMonitor(Process process) {
    this.process = process;
    Thread reader = new Thread(this::read, "guest monitor");
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        take(JsonParser.parseString(line).getAsJsonObject());
      }
    } catch (IOException | JsonParseException | IllegalStateException e) {
      complaint = String.valueOf(e.getMessage());
    }
    events.add(ENDED);
  }

  private void take(JsonObject message) {
    if (message.has("error")) {
      complaint = message.getAsJsonObject("error").get("desc").getAsString();
      events.add(FAILED);
    } else if (message.has("event")) {
      String event = message.get("event").getAsString();
      if (event.equals("MIGRATION")) {
        event += " " + message.getAsJsonObject("data").get("status").getAsString();
      }
      events.add(event);
    }
  }

  /** Lets memory that is in files be left out of what is saved, and tells how saving goes. */
  void begin() throws IOException {
    JsonArray capabilities = new JsonArray();
    for (String name : new String[] {"x-ignore-shared", "events"}) {
      JsonObject capability = new JsonObject();
      capability.addProperty("capability", name);
      capability.addProperty("state", true);
      capabilities.add(capability);
    }
    JsonObject arguments = new JsonObject();
    arguments.add("capabilities", capabilities);
    send("qmp_capabilities", new JsonObject());
    send("migrate-set-capabilities", arguments);
  }

  /** Has the state of the devices written to a file. */
  void save(Path file) throws IOException {
    send("migrate", uri("cat >", file));
  }

  /** Has the state of the devices read from a file; the guest is stopped, as it was saved. */
  void load(Path file) throws IOException {
    send("migrate-incoming", uri("cat", file));
  }

  private static JsonObject uri(String command, Path file) {
    // The shell's way to quote anything.
    String quoted = "'" + file.toString().replace("'", "'\\''") + "'";
    JsonObject arguments = new JsonObject();
    arguments.addProperty("uri", "exec:" + command + " " + quoted);
    return arguments;
  }

  /** Lets the guest go on. */
  void goOn() throws IOException {
    send("cont", new JsonObject());
  }

  /** Ends QEMU in good order. */
  void quit() throws IOException {
    send("quit", new JsonObject());
  }

  private void send(String command, JsonObject arguments) throws IOException {
    JsonObject message = new JsonObject();
    message.addProperty("execute", command);
    message.add("arguments", arguments);
    OutputStream in = process.getOutputStream();
    in.write((message + "\n").getBytes(StandardCharsets.UTF_8));
    in.flush();
  }

  /**
   * Waits for one of some events, or for the end of QEMU.
   *
   * @return the event; {@code ENDED} if QEMU has ended, {@code FAILED} if it refused a command;
   *     empty if the time is over
   */
  Optional<String> await(Set<String> wanted, Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      String event = events.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (event == null) {
        return Optional.empty();
      }
      if (wanted.contains(event) || event.equals(ENDED) || event.equals(FAILED)) {
        return Optional.of(event);
      }
    }
  }

  /** What QEMU said last when it refused a command; empty if it did not. */
  String complaint() {
    return complaint;
  }

  /** Ends QEMU, as a power cut would. */
  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
