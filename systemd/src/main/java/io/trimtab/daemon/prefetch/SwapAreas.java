package io.trimtab.daemon.prefetch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where this host swaps to.
 *
 * @param names the files or devices
 */
public record SwapAreas(List<String> names) {
  public SwapAreas {
    names = List.copyOf(names);
  }

  /** Reads /proc/swaps. */
  public static SwapAreas read(Path root) {
    try {
      byte[] bytes = Files.readAllBytes(root.resolve("proc/swaps"));
      return parse(new String(bytes, StandardCharsets.UTF_8).lines().toList());
    } catch (IOException e) {
      return new SwapAreas(List.of());
    }
  }

  /** Understands its lines, of which the first is a heading. */
  static SwapAreas parse(List<String> lines) {
    return new SwapAreas(
        lines.stream()
            .skip(1)
            .map(line -> line.split("\\s+", 2)[0])
            .filter(name -> !name.isEmpty())
            .toList());
  }

  /** Why prefetching cannot help here; empty if it can. */
  public Optional<String> obstacle() {
    if (names.isEmpty()) {
      return Optional.of("this host has no swap: no page can be brought in");
    }
    if (names.stream().allMatch(name -> name.startsWith("/dev/zram"))) {
      return Optional.of(
          "this host swaps to zram alone, which is read as fast as advice is given:"
              + " prefetching cannot help");
    }
    return Optional.empty();
  }
}
