package io.trimtab.testing;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What this host can do, as JUnit conditions; each gives the reason when it cannot. */
final class HostConditions {
  private HostConditions() {}

  /** Surefire counts skipped tests and keeps quiet about the reason; whoever watches wants it. */
  private static ConditionEvaluationResult skipped(ExtensionContext context, String reason) {
    String test = context.getRequiredTestClass().getSimpleName();
    String method = context.getTestMethod().map(m -> "." + m.getName()).orElse("");
    System.out.println("Skipped: " + test + method + ": " + reason);
    return ConditionEvaluationResult.disabled(reason);
  }

  static final class Root implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return userId() == 0 ? enabled("runs as root") : skipped(context, "needs root");
    }

    private static int userId() {
      try {
        return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  static final class KernelTypes implements ExecutionCondition {
    private static final Path BTF = Path.of("/sys/kernel/btf/vmlinux");

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return Files.isReadable(BTF)
          ? enabled(BTF + " is readable")
          : skipped(context, "needs " + BTF + " (a kernel with CONFIG_DEBUG_INFO_BTF)");
    }
  }

  static final class Qemu implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      String program = "qemu-system-" + architecture(System.getProperty("os.arch"));
      return installed(context, program);
    }

    private static String architecture(String javaName) {
      return javaName.equals("amd64") ? "x86_64" : javaName;
    }
  }

  static final class Browser implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return installed(context, "chromium");
    }
  }

  private static ConditionEvaluationResult installed(ExtensionContext context, String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)))
        ? enabled(program + " is installed")
        : skipped(context, "needs " + program + " on the PATH");
  }
}
