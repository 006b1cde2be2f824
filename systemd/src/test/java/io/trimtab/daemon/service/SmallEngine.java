package io.trimtab.daemon.service;

import io.trimtab.daemon.control.SmallDaemon;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/** A small daemon that is driven, and tells what is done with it. */
final class SmallEngine extends SmallDaemon implements Engine {
  /** What is the matter with it. */
  enum Fault {
    NONE,
    HANGS,
    FAILS
  }

  private final PrintStream out;
  private final Fault fault;
  private final Supplier<Optional<String>> reloading;

  SmallEngine(PrintStream out, Fault fault, Supplier<Optional<String>> reloading) {
    this.out = out;
    this.fault = fault;
    this.reloading = reloading;
  }

  @Override
  public Duration every() {
    return Duration.ofMillis(100);
  }

  @Override
  public void tick() {
    switch (fault) {
      case NONE -> out.println("tick");
      case FAILS -> throw new IllegalStateException("nothing works");
      case HANGS -> {
        try {
          new CountDownLatch(1).await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  @Override
  public Optional<String> reload() {
    return reloading.get();
  }

  @Override
  public Optional<String> end(boolean isShutdown) {
    out.println(isShutdown ? "shutdown" : "stop");
    return Optional.empty();
  }
}
