package io.trimtab.fuzz.program;

import io.trimtab.fuzz.model.ArrayType;
import io.trimtab.fuzz.model.Direction;
import io.trimtab.fuzz.model.StructType;
import io.trimtab.fuzz.model.Type;
import io.trimtab.fuzz.program.Invocation.Properties;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Prints programs in syzkaller's text format, in its canonical form: results are numbered in the
 * order in which they are made, those that nobody takes are not named, and defaults are left out
 * where their place is clear.
 */
public final class ProgramPrinter {
  /** Zeros at the end of bytes are worth leaving out if there are more than so many. */
  private static final int FEW_ZEROS = 8;

  private static final String SQUASHED = "ANY=";

  private final StringBuilder text = new StringBuilder();
  private final Set<Integer> used;
  private final Map<Integer, Integer> names = new HashMap<>();

  private ProgramPrinter(Program program) {
    used = program.usedLabels();
  }

  /** The text of a program, a line for each call, each with its end. */
  public static String print(Program program) {
    ProgramPrinter printer = new ProgramPrinter(program);
    program.invocations().forEach(printer::invocation);
    return printer.text.toString();
  }

  private void invocation(Invocation invocation) {
    if (used.contains(invocation.label())) {
      text.append('r').append(name(invocation.label())).append(" = ");
    }
    text.append(invocation.call().name()).append('(');
    list(invocation.args(), invocation.args().size());
    text.append(')');
    properties(invocation.properties());
    text.append('\n');
  }

  private void properties(Properties properties) {
    List<String> words = new ArrayList<>();
    if (properties.failAt() != 0) {
      words.add("fail_nth: " + properties.failAt());
    }
    if (properties.isAsync()) {
      words.add("async");
    }
    if (properties.rerun() != 0) {
      words.add("rerun: " + properties.rerun());
    }
    if (!words.isEmpty()) {
      text.append(" (").append(String.join(", ", words)).append(')');
    }
  }

  private int name(int label) {
    return names.computeIfAbsent(label, key -> names.size());
  }

  private void list(List<Arg> args, int count) {
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        text.append(", ");
      }
      arg(args.get(i));
    }
  }

  private void arg(Arg arg) {
    if (arg instanceof Arg.ConstArg number) {
      hex(number.value());
    } else if (arg instanceof Arg.ResultArg result) {
      result(result);
    } else if (arg instanceof Arg.SpecialArg special) {
      hex(special.value());
    } else if (arg instanceof Arg.VmaArg vma) {
      text.append("&(");
      hex(Memory.TEXT_BASE + vma.address());
      text.append('/');
      hex(vma.length());
      text.append(")=nil");
    } else if (arg instanceof Arg.PointerArg pointer) {
      pointer(pointer);
    } else if (arg instanceof Arg.DataArg data) {
      data(data);
    } else if (arg instanceof Arg.GroupArg group) {
      group(group);
    } else if (arg instanceof Arg.UnionArg union) {
      text.append('@').append(union.type().fields().get(union.index()).name());
      if (!Defaults.isDefault(union.option(), used)) {
        text.append('=');
        arg(union.option());
      }
    }
  }

  private void result(Arg.ResultArg result) {
    if (used.contains(result.label())) {
      text.append("<r").append(name(result.label())).append("=>");
    }
    if (!result.isReference()) {
      hex(result.value());
      return;
    }
    text.append('r').append(name(result.source()));
    if (result.divisor() != 0) {
      text.append('/').append(Long.toUnsignedString(result.divisor()));
    }
    if (result.addend() != 0) {
      text.append('+').append(Long.toUnsignedString(result.addend()));
    }
  }

  private void pointer(Arg.PointerArg pointer) {
    text.append("&(");
    hex(Memory.TEXT_BASE + pointer.address());
    text.append(')');
    boolean isSquashed = !pointer.target().type().equals(pointer.type().target());
    if (isSquashed) {
      text.append('=').append(SQUASHED);
      arg(pointer.target());
    } else if (!Defaults.isDefault(pointer.target(), used)) {
      text.append('=');
      arg(pointer.target());
    }
  }

  private void group(Arg.GroupArg group) {
    boolean isStruct = group.type() instanceof StructType;
    int count = group.inner().size();
    if (isStruct || (group.type() instanceof ArrayType array && array.isFixed())) {
      while (count > 0 && Defaults.isDefault(group.inner().get(count - 1), used)) {
        count--;
      }
    }
    text.append(isStruct ? '{' : '[');
    list(group.inner(), count);
    text.append(isStruct ? '}' : ']');
  }

  private void data(Arg.DataArg arg) {
    if (arg.direction() == Direction.OUT) {
      text.append("\"\"/").append(arg.size());
      return;
    }
    Type.Buffer type = arg.type();
    String bytes = arg.data();
    if (type.content() == Type.Content.IMAGE) {
      byte[] raw = bytes.getBytes(StandardCharsets.ISO_8859_1);
      text.append("\"$").append(Base64.getEncoder().encodeToString(raw)).append('"');
      return;
    }
    int length = bytes.length();
    while (length >= 2 && bytes.charAt(length - 1) == 0 && bytes.charAt(length - 2) == 0) {
      length--;
    }
    if (type.isVarlen() && length + FEW_ZEROS >= bytes.length()) {
      length = bytes.length();
    }
    Quoting.print(bytes.substring(0, length), isReadable(type), text);
    if (type.isVarlen() && length != bytes.length()) {
      text.append('/').append(bytes.length());
    }
  }

  private static boolean isReadable(Type.Buffer type) {
    return switch (type.content()) {
      case STRING, FILENAME, GLOB -> true;
      default -> false;
    };
  }

  private void hex(long value) {
    text.append("0x").append(Long.toHexString(value));
  }
}
