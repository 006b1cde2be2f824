package io.trimtab.tuner.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Writes C sources for compilers to work on: many short files, and a Makefile. */
final class SourceTree {
  private static final int FUNCTIONS = 2;
  private static final int STATEMENTS = 8;

  private static final String MAKEFILE =
      """
      # OUT is where the objects go.
      OUT ?= .
      SOURCES := $(wildcard *.c)
      OBJECTS := $(SOURCES:%.c=$(OUT)/%.o)
      all: $(OBJECTS)
      $(OUT)/%.o: %.c
      \tgcc -O0 -c -o $@ $<
      """;

  private SourceTree() {}

  static void write(Path directory, int files) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("Makefile"), MAKEFILE);
    SplittableRandom random = new SplittableRandom(4);
    for (int file = 0; file < files; file++) {
      Files.writeString(directory.resolve("unit" + file + ".c"), unit(file, random));
    }
  }

  private static String unit(int file, SplittableRandom random) {
    StringBuilder text = new StringBuilder("#include <stdio.h>\n#include <stdlib.h>\n");
    for (int function = 0; function < FUNCTIONS; function++) {
      text.append("int f" + file + "_" + function + "(int a, int b) {\n  int c = a;\n");
      for (int statement = 0; statement < STATEMENTS; statement++) {
        text.append(
            "  for (int i = 0; i < b; i++) c = c * "
                + random.nextInt(3, 99)
                + " ^ (a >> "
                + random.nextInt(1, 9)
                + ");\n");
      }
      text.append("  return c;\n}\n");
    }
    return text.toString();
  }
}
