package io.trimtab.fuzz.program;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Reads bytes as programs write them: {@code 'text\x00'}, {@code "hex"} or {@code "$base64"}. */
final class ByteLiterals {
  private final TextCursor cursor;

  ByteLiterals(TextCursor cursor) {
    this.cursor = cursor;
  }

  /** The bytes that stand next, one character for each. */
  String bytes() {
    return cursor.peek() == '"' ? quoted() : readable();
  }

  private String quoted() {
    cursor.raw();
    StringBuilder inside = new StringBuilder();
    char c = cursor.raw();
    while (c != '"') {
      inside.append(c);
      c = cursor.raw();
    }
    cursor.skipBlanks();
    String text = inside.toString();
    if (text.startsWith("$")) {
      try {
        return new String(
            Base64.getDecoder().decode(text.substring(1)), StandardCharsets.ISO_8859_1);
      } catch (IllegalArgumentException e) {
        throw cursor.wrong("this is no base64; copy the string again");
      }
    }
    return hexadecimal(text.strip());
  }

  private String hexadecimal(String digits) {
    if (digits.length() % 2 != 0) {
      throw cursor.wrong("half a byte is missing; there are two digits for each");
    }
    StringBuilder bytes = new StringBuilder(digits.length() / 2);
    for (int i = 0; i < digits.length(); i += 2) {
      bytes.append(byteOf(digits.charAt(i), digits.charAt(i + 1)));
    }
    return bytes.toString();
  }

  private char byteOf(char high, char low) {
    int value = Character.digit(high, 16) << 4 | Character.digit(low, 16);
    if (value < 0 || high > 'f' || low > 'f') {
      throw cursor.wrong("\"" + high + low + "\" is no byte; it has two hexadecimal digits");
    }
    return (char) value;
  }

  private String readable() {
    cursor.raw();
    StringBuilder bytes = new StringBuilder();
    char c = cursor.raw();
    while (c != '\'') {
      if (c == '\\') {
        char letter = cursor.raw();
        bytes.append(
            letter == 'x'
                ? byteOf(cursor.raw(), cursor.raw())
                : Quoting.unescape(letter)
                    .orElseThrow(() -> cursor.wrong("\\" + letter + " has no meaning; use \\xNN")));
      } else if (c > 0xff) {
        byte[] encoded = String.valueOf(c).getBytes(StandardCharsets.UTF_8);
        bytes.append(new String(encoded, StandardCharsets.ISO_8859_1));
      } else {
        bytes.append(c);
      }
      c = cursor.raw();
    }
    cursor.skipBlanks();
    return bytes.toString();
  }
}
