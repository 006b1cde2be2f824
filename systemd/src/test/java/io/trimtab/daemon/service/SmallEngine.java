package io.trimtab.daemon.service;

import io.trimtab.daemon.control.SmallDaemon;
import java.io.PrintStream;
import java.util.Optional;
import java.util.function.Supplier;

/** A small daemon that is driven, and tells what is done with it. */
final class SmallEngine extends SmallDaemon implements Engine {
  private final PrintStream out;
  private final Supplier<Optional<String>> reloading;
  private volatile boolean isGuarding = true;
  private volatile boolean isBroken;

  SmallEngine(PrintStream out, Supplier<Optional<String>> reloading) {
    this.out = out;
    this.reloading = reloading;
  }

  void stopGuarding() {
    isGuarding = false;
  }

  void breakDown() {
    isBroken = true;
  }

  @Override
  public void tick() {
    if (isBroken) {
      throw new IllegalStateException("nothing works");
    }
    out.println("tick");
  }

  @Override
  public boolean isGuarding() {
    return isGuarding;
  }

  @Override
  public Optional<String> reload() {
    return reloading.get();
  }

  @Override
  public void end(boolean undo) {
    out.println(undo ? "undo" : "keep");
  }
}
