package io.trimtab.fuzz.testbed;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The kernel that tests boot. */
public final class Kernels implements ExecutionCondition {
  private static final TestbedCache CACHE =
      TestbedCache.of(System.getenv(), Path.of(System.getProperty("user.home")));
  private static final boolean IS_WANTED =
      Boolean.getBoolean("trimtab.full") || Boolean.getBoolean("trimtab.kernel");

  public static UmlMachine machine() throws InterruptedException {
    return new UmlMachine(build().latest().orElseThrow(), files());
  }

  private static KernelBuild build() {
    return new KernelBuild(CACHE, System.getenv("PATH"), BuildProgress.NONE);
  }

  static ExecutorFiles files() throws InterruptedException {
    return ExecutorFiles.in(CACHE);
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (!System.getProperty("os.arch").equals("amd64")) {
      return skipped(context, "needs an x86-64 machine");
    }
    return isBuilt()
        ? ConditionEvaluationResult.enabled("there is a kernel with coverage")
        : skipped(context, "needs a kernel with coverage: trimtab fuzz kernel build");
  }

  /** Here it is built if it is to be: no test's limit of time holds. */
  private static boolean isBuilt() {
    try {
      if (IS_WANTED) {
        build().get();
      }
      return build().latest().isPresent();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Surefire counts skipped tests and keeps quiet about the reason; whoever watches wants it. */
  private static ConditionEvaluationResult skipped(ExtensionContext context, String reason) {
    System.out.println("Skipped: " + context.getDisplayName() + ": " + reason);
    return ConditionEvaluationResult.disabled(reason);
  }
}
