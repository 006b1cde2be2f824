package io.trimtab.fuzz.corpus;

import io.trimtab.fuzz.FuzzException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What each program of a corpus covers: a line for each, its key and the addresses that it reaches,
 * {@code KEY 0xffffffff81000000 0xffffffff81000010}. A manager gives the addresses of one program
 * at {@code /rawcover?input=KEY}.
 */
public final class CoverageFile {
  private static final int LONGEST_LINE = 64 << 20;

  private CoverageFile() {}

  /**
   * Reads a file.
   *
   * @return addresses by key
   * @throws FuzzException with the line, if one is wrong
   */
  public static Map<String, Set<Long>> read(Path file) {
    Map<String, Set<Long>> coverage = new HashMap<>();
    int number = 0;
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      String line = in.readLine();
      while (line != null) {
        number++;
        if (line.length() > LONGEST_LINE) {
          throw FuzzException.invalid(file + ":" + number + ": the line has more than 64 MiB");
        }
        String[] words = line.strip().split("\\s+");
        if (!words[0].isEmpty() && !words[0].startsWith("#")) {
          Set<Long> addresses = coverage.computeIfAbsent(words[0], key -> new HashSet<>());
          for (int i = 1; i < words.length; i++) {
            addresses.add(address(words[i], file, number));
          }
        }
        line = in.readLine();
      }
    } catch (IOException e) {
      throw new FuzzException(
          FuzzException.Kind.INVALID, file + " cannot be read: " + e.getMessage(), e);
    }
    return coverage;
  }

  private static long address(String word, Path file, int line) {
    try {
      return Long.parseUnsignedLong(word.startsWith("0x") ? word.substring(2) : word, 16);
    } catch (NumberFormatException e) {
      throw new FuzzException(
          FuzzException.Kind.INVALID,
          file + ":" + line + ": \"" + word + "\" is no address; write KEY 0xADDRESS 0xADDRESS …",
          e);
    }
  }
}
