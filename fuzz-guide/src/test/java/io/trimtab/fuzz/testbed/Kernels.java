package io.trimtab.fuzz.testbed;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The kernel that tests boot. */
public final class Kernels implements ExecutionCondition {
  private static final TestbedCache CACHE =
      TestbedCache.of(System.getenv(), Path.of(System.getProperty("user.home")));
  private static final boolean IS_FULL = Boolean.getBoolean("trimtab.full");

  public static UmlMachine machine() throws InterruptedException {
    KernelBuild build = new KernelBuild(CACHE, System.getenv("PATH"), BuildProgress.NONE);
    Optional<KernelImage> built = IS_FULL ? Optional.of(build.get()) : build.latest();
    return new UmlMachine(built.orElseThrow(), files());
  }

  static ExecutorFiles files() throws InterruptedException {
    return ExecutorFiles.in(CACHE);
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (!System.getProperty("os.arch").equals("amd64")) {
      return skipped(context, "needs an x86-64 machine");
    }
    return IS_FULL || isBuilt()
        ? ConditionEvaluationResult.enabled("there is a kernel with coverage")
        : skipped(context, "needs a kernel with coverage: trimtab fuzz kernel build");
  }

  private static boolean isBuilt() {
    try {
      return new KernelBuild(CACHE, System.getenv("PATH"), BuildProgress.NONE).latest().isPresent();
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
