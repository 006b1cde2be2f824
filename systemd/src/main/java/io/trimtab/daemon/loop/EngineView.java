package io.trimtab.daemon.loop;

import io.trimtab.daemon.control.DaemonStatus;
import java.util.List;
import java.util.Optional;

/**
 * What the engine is at.
 *
 * @param workload the class that values are kept for
 * @param used share of time that candidates were in force
 */
record EngineView(
    String workload,
    Optional<Sight> sight,
    List<DaemonStatus.InForce> inForce,
    Optional<DaemonStatus.OnTrial> onTrial,
    List<DaemonStatus.GivenUp> givenUp,
    List<DaemonStatus.Refused> refused,
    List<String> advice,
    Optional<String> holding,
    Optional<String> storeTrouble,
    List<DaemonStatus.Prefetching> prefetching,
    double used) {}
