package io.trimtab.fuzz.syzlang;

import io.trimtab.fuzz.model.Descriptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The descriptions that ship with Trimtab, so that it works without a checkout of syzkaller. */
public final class ShippedDescriptions {
  private static final List<String> FILES =
      List.of(
          "bpf",
          "events",
          "files",
          "io_uring",
          "ipc",
          "keys",
          "memory",
          "pipes",
          "processes",
          "sockets");

  private ShippedDescriptions() {}

  /** Reads and compiles them, for amd64. */
  public static Descriptions load() {
    Diagnostics diagnostics = new Diagnostics();
    ConstTable constants = new ConstTable(DescriptionFiles.ARCHITECTURE, diagnostics);
    List<List<Declaration>> files = new ArrayList<>();
    for (String name : FILES) {
      String description = name + ".txt";
      constants.add(description + ".const", resource(description + ".const"));
      files.add(Parser.parse(description, resource(description), diagnostics));
    }
    Descriptions descriptions =
        Compiler.compile(files, constants, DescriptionFiles.ARCHITECTURE, diagnostics);
    diagnostics.check();
    return descriptions;
  }

  private static String resource(String name) {
    String path = "/io/trimtab/fuzz/descriptions/" + name;
    try (InputStream in = ShippedDescriptions.class.getResourceAsStream(path)) {
      Objects.requireNonNull(in, path);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
