package io.trimtab.fuzz.program;

import io.trimtab.fuzz.model.Direction;
import io.trimtab.fuzz.model.Type;
import java.util.List;
import java.util.random.RandomGenerator;

/** Draws bytes, strings and file names, and changes them. */
final class ByteMaker {
  private static final List<String> FILES =
      List.of("./file0", "./file1", "./dir0", "./dir0/file0", ".");
  private static final List<String> WORDS = List.of("a", "lo", "user", "cgroup", "tmpfs", "eth0");
  private static final int[] SIZES = {0, 1, 4, 8, 16, 32, 64, 128, 255, 256, 512, 1024, 4096};
  private static final int LARGEST = 1 << 16;

  private final RandomGenerator random;

  ByteMaker(RandomGenerator random) {
    this.random = random;
  }

  Arg make(Type.Buffer type, Direction direction) {
    if (direction == Direction.OUT) {
      return Arg.DataArg.room(type, type.isVarlen() ? size(type) : type.size());
    }
    String data =
        switch (type.content()) {
          case BLOB -> blob(type.isVarlen() ? size(type) : type.size());
          case STRING -> string(type);
          case FILENAME -> pick(FILES) + (type.isUnterminated() ? "" : "\0");
          case GLOB -> type.kind() + "\0";
          case TEXT -> blob(random.nextInt(4, 64));
          case IMAGE -> "";
        };
    return Arg.DataArg.of(type, direction, fitted(data, type));
  }

  private String string(Type.Buffer type) {
    if (!type.values().isEmpty()) {
      return pick(type.values());
    }
    String word = pick(WORDS);
    return type.isUnterminated() ? word : word + "\0";
  }

  private long size(Type.Buffer type) {
    if (type.last() > 0) {
      return random.nextLong(type.first(), type.last() + 1);
    }
    return SIZES[random.nextInt(SIZES.length)];
  }

  /** Mostly of one repeated byte, sometimes of any: what matters is seldom in the bytes. */
  private String blob(long size) {
    int length = (int) Math.min(size, LARGEST);
    StringBuilder bytes = new StringBuilder(length);
    char filler = (char) random.nextInt(256);
    boolean isNoise = length <= 64 && random.nextInt(2) == 0;
    for (int i = 0; i < length; i++) {
      bytes.append(isNoise ? (char) random.nextInt(256) : filler);
    }
    return fitted(bytes.toString(), size);
  }

  /** The same bytes with one thing changed: flipped, cut out, put in, or grown. */
  Arg change(Arg.DataArg arg) {
    Type.Buffer type = arg.type();
    if (arg.direction() == Direction.OUT || !type.values().isEmpty() || arg.data().isEmpty()) {
      return make(type, arg.direction());
    }
    StringBuilder bytes = new StringBuilder(arg.data());
    int at = random.nextInt(bytes.length());
    switch (random.nextInt(type.isVarlen() ? 4 : 2)) {
      case 0 -> bytes.setCharAt(at, (char) (bytes.charAt(at) ^ 1 << random.nextInt(8)));
      case 1 -> bytes.setCharAt(at, (char) random.nextInt(256));
      case 2 -> bytes.delete(at, Math.min(bytes.length(), at + random.nextInt(1, 17)));
      default -> bytes.insert(at, blob(random.nextInt(1, 17)));
    }
    String changed = fitted(bytes.toString(), type);
    boolean isOut =
        (type.content() == Type.Content.FILENAME && Validator.escapes(changed))
            || (type.last() > 0
                && (changed.length() < type.first() || changed.length() > type.last()));
    return isOut ? arg : Arg.DataArg.of(type, arg.direction(), changed);
  }

  private static String fitted(String bytes, Type.Buffer type) {
    return type.isVarlen() ? bytes : fitted(bytes, type.size());
  }

  private static String fitted(String bytes, long size) {
    return bytes.length() >= size
        ? bytes.substring(0, (int) size)
        : bytes + "\0".repeat((int) (size - bytes.length()));
  }

  private String pick(List<String> words) {
    return words.get(random.nextInt(words.size()));
  }
}
