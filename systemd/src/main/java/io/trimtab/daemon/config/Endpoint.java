package io.trimtab.daemon.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code ADDRESS:PORT}; no name is ever looked up, except that localhost is 127.0.0.1. */
final class Endpoint {
  private static final Pattern FORM =
      Pattern.compile("(localhost|\\d+\\.\\d+\\.\\d+\\.\\d+|\\[[0-9a-fA-F:.]+]):(\\d{1,5})");
  private static final int MAX_PORT = 65_535;

  private Endpoint() {}

  /**
   * Reads one; an empty text is none.
   *
   * @throws IllegalArgumentException if it is not of this form
   */
  static Optional<InetSocketAddress> parse(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(text);
    }
    int port = Integer.parseInt(matcher.group(2));
    if (port == 0 || port > MAX_PORT) {
      throw new IllegalArgumentException(text);
    }
    String host = matcher.group(1);
    try {
      String literal = host.equals("localhost") ? "127.0.0.1" : host;
      return Optional.of(new InetSocketAddress(InetAddress.getByName(literal), port));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  static String text(Optional<InetSocketAddress> endpoint) {
    return endpoint
        .map(
            address -> {
              String host = address.getAddress().getHostAddress();
              return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
            })
        .orElse("");
  }
}
