package io.trimtab.daemon.loop;

import io.trimtab.actuators.catalogue.Catalogue;
import io.trimtab.actuators.catalogue.Tunable;
import io.trimtab.actuators.guard.GuardRails;
import io.trimtab.actuators.guard.MemoryFloor;
import io.trimtab.actuators.guard.Permission;
import io.trimtab.actuators.guard.WriteRate;
import io.trimtab.actuators.transaction.Configuration;
import io.trimtab.daemon.config.DaemonConfig;
import java.util.function.Predicate;

/** The configuration at hand, and what follows from it: who may be turned, and what trips. */
final class Rules {
  private final Catalogue catalogue;
  private final MemoryFloor floor;
  private final Predicate<String> isLeftAlone;
  private final SteadyTrip trip;
  private DaemonConfig config;
  private WriteRate rate;
  private GuardRails rails;

  /**
   * @param isLeftAlone whether a tunable is somebody else's, or another part's, whatever the
   *     configuration says
   */
  Rules(
      DaemonConfig config, Catalogue catalogue, MemoryFloor floor, Predicate<String> isLeftAlone) {
    this.catalogue = catalogue;
    this.floor = floor;
    this.isLeftAlone = isLeftAlone;
    this.config = config;
    this.rate = new WriteRate(config.guard().writesPerMinute());
    this.rails = railsOf(config, rate);
    this.trip = new SteadyTrip(config.guard());
  }

  private GuardRails railsOf(DaemonConfig config, WriteRate rate) {
    DaemonConfig.Tunables tunables = config.tunables();
    return new GuardRails(
        catalogue, new Permission(tunables.allow(), tunables.deny(), tunables.risk()), floor, rate);
  }

  /** Takes another configuration. Originals are to be told anew. */
  void configure(DaemonConfig to) {
    config = to;
    rate = rate.limitedTo(to.guard().writesPerMinute());
    rails = railsOf(to, rate);
    trip.configure(to.guard());
  }

  /** Tells what was there before something was put in force. */
  void original(String name, String text) {
    catalogue
        .find(name)
        .ifPresent(
            tunable -> {
              try {
                rails.original(tunable.name(), tunable.type().parseKernel(text));
              } catch (IllegalArgumentException e) {
                // What was there before is not of the tunable's form, and no floor either.
              }
            });
  }

  DaemonConfig config() {
    return config;
  }

  GuardRails rails() {
    return rails;
  }

  SteadyTrip trip() {
    return trip;
  }

  boolean permitsAll(Configuration configuration) {
    return configuration.values().keySet().stream()
        .allMatch(name -> catalogue.find(name).filter(this::isPermitted).isPresent());
  }

  /** Whether a tunable may be turned, as things are. */
  boolean isPermitted(Tunable tunable) {
    return rails.permitted().test(tunable) && !isLeftAlone.test(tunable.name());
  }
}
