package io.trimtab.cli;

import io.trimtab.actuators.catalogue.Names;
import io.trimtab.actuators.transaction.Actuator;
import io.trimtab.collector.HostProbe;
import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.environment.HostLaboratory;
import io.trimtab.tuner.environment.Laboratory;
import io.trimtab.tuner.environment.MachineIdentity;
import io.trimtab.tuner.environment.SharedLaboratory;
import io.trimtab.tuner.experience.Experience;
import io.trimtab.tuner.experience.Place;
import io.trimtab.tuner.guest.GuestLab;
import io.trimtab.tuner.guest.GuestLaboratory;
import io.trimtab.tuner.guest.GuestMode;
import io.trimtab.tuner.policy.WorkloadModels;
import io.trimtab.tuner.run.CommandRunner;
import io.trimtab.tuner.training.LaboratorySource;
import io.trimtab.tuner.training.ReplaySource;
import io.trimtab.tuner.tune.TuneSpace;
import io.trimtab.tuner.workload.Workload;
import io.trimtab.tuner.workload.WorkloadSuite;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Laboratories by their names on the command line. */
final class Laboratories {
  private static final String GUEST = "guest:";
  private static final String REPLAY = "replay:";

  private Laboratories() {}

  /** Opened laboratories, and what goes when they are no longer wanted. */
  interface Opened extends LaboratorySource, AutoCloseable {
    @Override
    void close();
  }

  /** An environment that was named, before anything of it is opened. */
  interface Kind {
    /**
     * Returns the workloads that names, families, globs or a file stand for.
     *
     * @throws TunerException if there are none
     */
    List<Workload> select(String namesOrFile);

    /**
     * Opens it.
     *
     * @throws TunerException if the machine cannot be had
     */
    Opened open() throws InterruptedException;
  }

  /**
   * Returns what {@code --env} names.
   *
   * @param tunables globs of what is turned on a host
   * @throws TunerException if there is no such environment
   */
  static Kind of(String environment, HostOptions host, String tunables) {
    if (environment.equals("host")) {
      return new Suite() {
        @Override
        public Opened open() {
          return new Host(host, tunables);
        }
      };
    }
    if (environment.startsWith(GUEST)) {
      return new Suite() {
        @Override
        public Opened open() throws InterruptedException {
          return Guests.open(environment.substring(GUEST.length()), host.err());
        }
      };
    }
    if (isReplay(environment)) {
      Experience experience = Experience.read(Path.of(environment.substring(REPLAY.length())));
      return new Replay(new ReplaySource(experience, WorkloadModels.place(experience, ""), 1));
    }
    throw TunerException.invalid(
        "--env \"" + environment + "\" is none of guest:KERNEL, replay:FILE, host");
  }

  /** Returns whether an environment answers with what was recorded. */
  static boolean isReplay(String environment) {
    return environment.startsWith(REPLAY);
  }

  /** Where the suite's workloads run. */
  private abstract static class Suite implements Kind {
    @Override
    public List<Workload> select(String namesOrFile) {
      return namesOrFile.endsWith(".toml") || Files.isRegularFile(Path.of(namesOrFile))
          ? WorkloadSuite.read(Path.of(namesOrFile)).all()
          : WorkloadSuite.shipped().select(namesOrFile);
    }
  }

  /** What was recorded, with the workloads that it was recorded of. */
  private record Replay(ReplaySource source) implements Kind {
    @Override
    public List<Workload> select(String names) {
      Pattern pattern = Names.glob(names);
      List<Workload> chosen =
          source.workloads().stream()
              .filter(w -> pattern.matcher(w.name()).matches() || w.family().equals(names))
              .toList();
      if (chosen.isEmpty()) {
        throw TunerException.invalid(
            "no recorded workload is called "
                + names
                + "; there are "
                + String.join(", ", source.workloads().stream().map(Workload::name).toList()));
      }
      return chosen;
    }

    @Override
    public Opened open() {
      return new Replaying(source);
    }
  }

  /** Laboratories that replay; nothing of theirs has to go. */
  private record Replaying(ReplaySource source) implements Opened {
    @Override
    public Place place() {
      return source.place();
    }

    @Override
    public int most() {
      return source.most();
    }

    @Override
    public Laboratory open() {
      return source.open();
    }

    @Override
    public void close() {}
  }

  /**
   * Quiet guests, which several threads may ask for trials; they are closed when all are done.
   *
   * @param place what they are
   */
  private record Guests(GuestLaboratory guests, Place place) implements Opened {
    static Guests open(String kernel, PrintWriter err) throws InterruptedException {
      GuestLab lab =
          GuestLab.of(
              System.getenv(),
              Path.of(System.getProperty("user.home")),
              step -> {
                err.println("trimtab: " + step + " ...");
                err.flush();
              });
      GuestLaboratory guests = GuestLaboratory.open(lab, kernel, GuestMode.QUIET, 1);
      return new Guests(
          guests, new Place(guests.name(), guests.kernel(), guests.digest(), guests.space()));
    }

    @Override
    public int most() {
      return Runtime.getRuntime().availableProcessors();
    }

    @Override
    public Laboratory open() {
      return new SharedLaboratory(guests);
    }

    @Override
    public void close() {
      guests.close();
    }
  }

  /** This host: one laboratory at a time. */
  private static final class Host implements Opened {
    private final Actuator actuator;
    private final HostWatch watch;
    private final HostLaboratory laboratory;
    private final Place place;

    Host(HostOptions host, String tunables) {
      actuator = host.openActuator("train policy");
      try {
        String kernel = new HostProbe(host.root()).kernelRelease();
        TuneSpace space = TuneSpace.of(actuator.catalogue(), tunables, true);
        watch = new HostWatch(host.isLive());
        laboratory =
            new HostLaboratory(
                actuator, new CommandRunner(), space.search(), name(kernel, host), watch::begin);
        place = new Place(laboratory.name(), kernel, "", laboratory.space());
      } catch (RuntimeException e) {
        actuator.close();
        throw e;
      }
    }

    /** With the machine's identity: its baselines are no other's, and are kept by this name. */
    private static String name(String kernel, HostOptions host) {
      return "host:" + kernel + MachineIdentity.of(host.root()).map(id -> "@" + id).orElse("");
    }

    @Override
    public Place place() {
      return place;
    }

    @Override
    public int most() {
      return 1;
    }

    @Override
    public Laboratory open() {
      return laboratory;
    }

    @Override
    public void close() {
      try {
        watch.close();
      } finally {
        actuator.close();
      }
    }
  }
}
