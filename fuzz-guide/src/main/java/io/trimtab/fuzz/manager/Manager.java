package io.trimtab.fuzz.manager;

import io.trimtab.fuzz.FuzzException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * A running syz-manager, by its web interface. That asks nobody who he is, so only one on this
 * machine is talked to.
 */
public final class Manager {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final long LARGEST_CORPUS = 1L << 31;
  private static final int LONGEST_REASON = 200;
  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final String BOUNDARY = "trimtab-candidate";

  private final URI base;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(LIMIT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .version(HttpClient.Version.HTTP_1_1)
          .build();

  /** What a manager says to a program. */
  public sealed interface Answer {
    /** It takes it. */
    record Taken() implements Answer {}

    /**
     * It does not take this one.
     *
     * @param reason in its words
     */
    record Refused(String reason) implements Answer {}
  }

  /**
   * The manager of an address.
   *
   * @param url such as {@code http://127.0.0.1:56741}
   * @throws FuzzException if it is not on this machine's loopback interface
   */
  public static Manager at(String url) {
    URI uri;
    try {
      uri = URI.create(url);
    } catch (IllegalArgumentException e) {
      throw FuzzException.invalid("--manager " + url + ": that is no URL");
    }
    String host = uri.getHost();
    if (host == null || !"http".equals(String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT))) {
      throw FuzzException.invalid(
          "--manager " + url + ": a URL such as http://127.0.0.1:56741 is wanted");
    }
    try {
      if (!InetAddress.getByName(host).isLoopbackAddress()) {
        throw FuzzException.invalid(
            "--manager "
                + url
                + ": its interface has no passwords, so only one on this machine's"
                + " loopback is used; forward a port to it, as with ssh -L");
      }
    } catch (UnknownHostException e) {
      throw new FuzzException(
          FuzzException.Kind.INVALID, "--manager " + url + ": there is no host of that name", e);
    }
    return new Manager(uri);
  }

  private Manager(URI base) {
    this.base = base;
  }

  /**
   * Gives it a program, as text.
   *
   * @throws FuzzException if it cannot be reached, or takes no programs at all
   */
  public Answer add(String program) throws InterruptedException {
    String body =
        "--%1$s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"prog\"\r\n"
                .formatted(BOUNDARY)
            + "Content-Type: application/octet-stream\r\n\r\n"
            + program
            + "\r\n--"
            + BOUNDARY
            + "--\r\n";
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve("/addcandidate"))
            .timeout(LIMIT)
            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
            .build();
    HttpResponse<InputStream> response = send(request, BodyHandlers.ofInputStream());
    String reason = beginning(response.body());
    if (response.statusCode() == OK) {
      return new Answer.Taken();
    }
    if (response.statusCode() == BAD_REQUEST) {
      return new Answer.Refused(reason);
    }
    throw FuzzException.failed(
        "%s takes no programs: it answers %d %s"
            .formatted(base.resolve("/addcandidate"), response.statusCode(), reason));
  }

  /**
   * Copies its corpus into a file.
   *
   * @throws FuzzException if it cannot be reached, or has none yet
   */
  public void corpus(Path into) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve("/corpus.db")).timeout(LIMIT).GET().build();
    HttpResponse<InputStream> response = send(request, BodyHandlers.ofInputStream());
    try (InputStream in = response.body();
        var out = Files.newOutputStream(into)) {
      if (response.statusCode() != OK) {
        throw FuzzException.failed(
            "%s gives no corpus: it answers %d; give one with --corpus FILE"
                .formatted(base.resolve("/corpus.db"), response.statusCode()));
      }
      byte[] buffer = new byte[1 << 16];
      long size = 0;
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        size += length;
        if (size > LARGEST_CORPUS) {
          throw FuzzException.invalid(base + " has a corpus of more than 2 GiB");
        }
        out.write(buffer, 0, length);
      }
    } catch (IOException e) {
      throw new FuzzException(
          FuzzException.Kind.FAILED,
          "cannot copy the corpus of " + base + ": " + e.getMessage(),
          e);
    }
  }

  private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
      throws InterruptedException {
    try {
      return client.send(request, handler);
    } catch (ConnectException e) {
      throw new FuzzException(
          FuzzException.Kind.UNAVAILABLE,
          "no manager listens at " + base + "; its address is \"http\" in its configuration",
          e);
    } catch (IOException e) {
      throw new FuzzException(
          FuzzException.Kind.FAILED, base + " does not answer: " + e.getMessage(), e);
    }
  }

  private static String beginning(InputStream in) {
    try (in) {
      String text = new String(in.readNBytes(LONGEST_REASON), StandardCharsets.UTF_8);
      return text.replaceAll("\\p{Cntrl}", " ").strip();
    } catch (IOException e) {
      return "";
    }
  }
}
