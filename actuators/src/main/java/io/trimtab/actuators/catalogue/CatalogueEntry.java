package io.trimtab.actuators.catalogue;

import java.util.List;
import java.util.Optional;

/**
 * One table of the catalogue: a tunable as it is known, before any kernel was asked.
 *
 * @param name with {@code {device}}, {@code {bdi}} or {@code {cpu}} where there is one for each
 * @param summary one line of what it does
 * @param type the form and safe range of its values
 * @param locations candidates in order: the first that exists is used
 * @param risk what a wrong value can do
 * @param constraints to other tunables
 * @param disturbs globs of the tunables that the kernel may also change when this one is written
 * @param steady whether it is written back when another write disturbs it; otherwise the kernel's
 *     new value goes with that other one
 * @param release what makes the kernel take an old value back
 * @param wantsAdmin whether the kernel asks its writer for CAP_SYS_ADMIN besides the file's mode
 * @param maxFile a file with a live upper bound
 * @param successor what replaced it on later kernels
 * @param aliases further names, besides the sysctl name and the files' paths
 */
public record CatalogueEntry(
    String name,
    String summary,
    ValueType type,
    List<Location> locations,
    Risk risk,
    List<Constraint> constraints,
    List<String> disturbs,
    boolean steady,
    Optional<Release> release,
    boolean wantsAdmin,
    Optional<String> maxFile,
    Optional<String> successor,
    List<String> aliases) {
  public CatalogueEntry {
    locations = List.copyOf(locations);
    constraints = List.copyOf(constraints);
    disturbs = List.copyOf(disturbs);
    aliases = List.copyOf(aliases);
  }
}
