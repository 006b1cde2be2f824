package io.trimtab.tuner.bench;

import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.efficiency.Contender;
import io.trimtab.tuner.efficiency.Contenders;
import io.trimtab.tuner.efficiency.Curve;
import io.trimtab.tuner.efficiency.EfficiencyJson;
import io.trimtab.tuner.efficiency.EfficiencyResult;
import io.trimtab.tuner.efficiency.EfficiencySettings;
import io.trimtab.tuner.efficiency.SampleEfficiency;
import io.trimtab.tuner.environment.Laboratory;
import io.trimtab.tuner.experience.Experience;
import io.trimtab.tuner.guest.GuestLab;
import io.trimtab.tuner.guest.GuestLaboratory;
import io.trimtab.tuner.guest.GuestMode;
import io.trimtab.tuner.policy.WorkloadModel;
import io.trimtab.tuner.policy.WorkloadModels;
import io.trimtab.tuner.report.EfficiencyChart;
import io.trimtab.tuner.training.ReplaySource;
import io.trimtab.tuner.workload.Workload;
import io.trimtab.tuner.workload.WorkloadSuite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How many trials agents need on real kernels: {@link SampleEfficiency} in quiet guests, or in a
 * replay of trials that were made there. Agents that learn beforehand know recorded trials of other
 * workloads alone, or of other families of them. What a guest gave is kept in its memo, so that a
 * run that was broken off goes on. All runs have the same draw of the noise: seeds differ in the
 * agents. Of a replay, how well it predicts trials that it does not know is told first.
 */
final class KernelEfficiency {
  private static final String GUEST = "guest:";
  private static final String REPLAY = "replay:";
  private static final double NOISE = 0.015;
  private static final int TRUTH_DRAWS = 4;

  private KernelEfficiency() {}

  /**
   * WHERE (guest:KERNEL or replay:FILE), EXPERIENCE (files, separated by commas), OUT (a
   * directory), WORKLOADS (names, separated by commas), SEEDS, SLOW and QUICK (trials of those that
   * need many and few), AGENTS (names, separated by commas), LEFT (workload or family: what agents
   * know nothing of beforehand).
   */
  public static void main(String[] arguments) throws Exception {
    String where = arguments[0];
    Experience experience =
        Experience.together(
            Stream.of(arguments[1].split(",")).map(Path::of).map(Experience::read).toList());
    Path out = Files.createDirectories(Path.of(arguments[2]));
    List<Workload> workloads = WorkloadSuite.shipped().select(arguments[3]);
    EfficiencySettings settings =
        new EfficiencySettings(
            Integer.parseInt(arguments[4]),
            1,
            TRUTH_DRAWS,
            EfficiencySettings.Noise.SHARED,
            NOISE,
            0.95);
    int slow = Integer.parseInt(arguments[5]);
    int quick = Integer.parseInt(arguments[6]);
    List<String> agents = List.of(arguments[7].split(","));
    boolean isFamilyLeft = arguments[8].equals("family");
    List<Curve> curves = new ArrayList<>();
    Map<String, Double> best = new TreeMap<>();
    EfficiencyResult last = null;
    if (where.startsWith(REPLAY)) {
      Experience recorded = Experience.read(Path.of(where.substring(REPLAY.length())));
      for (Workload workload : workloads) {
        System.out.println(ReplayFidelity.of(recorded, workload.name()));
      }
    }
    try (Laboratory laboratory = open(where)) {
      for (Workload workload : workloads) {
        List<WorkloadModel> lessons =
            WorkloadModels.of(experience, laboratory.space(), 1).stream()
                .filter(model -> !model.workload().name().equals(workload.name()))
                .filter(
                    model -> !isFamilyLeft || !model.workload().family().equals(workload.family()))
                .filter(model -> !model.workload().isHeldOut())
                .toList();
        Contenders all =
            new Contenders(
                new io.trimtab.tuner.agent.Experience(
                    laboratory.space(), lessons.stream().map(WorkloadModel::lesson).toList()),
                NOISE,
                1);
        List<Contender> chosen =
            all.all(slow, quick).stream().filter(c -> agents.contains(c.name())).toList();
        last = new SampleEfficiency(laboratory, settings).run(List.of(workload), chosen, Map.of());
        curves.addAll(last.curves());
        best.putAll(last.best());
        System.out.println(last);
        Files.writeString(
            out.resolve(workload.name() + ".svg"), EfficiencyChart.svg(last, workload.name()));
        Files.writeString(out.resolve(workload.name() + ".json"), EfficiencyJson.of(last));
      }
    }
    if (last != null) {
      EfficiencyResult whole =
          new EfficiencyResult(
              last.laboratory(),
              settings,
              last.agents(),
              workloads.stream().map(Workload::name).toList(),
              best,
              curves);
      for (String agent : whole.agents()) {
        whole
            .timesFewer("portfolio", agent)
            .ifPresent(
                times ->
                    System.out.printf("portfolio against %s: %.1f times fewer%n", agent, times));
      }
    }
  }

  private static Laboratory open(String where) throws Exception {
    if (where.startsWith(REPLAY)) {
      Experience recorded = Experience.read(Path.of(where.substring(REPLAY.length())));
      return new ReplaySource(recorded, WorkloadModels.place(recorded, ""), 1).open();
    }
    if (!where.startsWith(GUEST)) {
      throw TunerException.invalid(where + " is neither guest:KERNEL nor replay:FILE");
    }
    GuestLab lab =
        GuestLab.of(System.getenv(), Path.of(System.getProperty("user.home")), step -> {});
    return GuestLaboratory.open(lab, where.substring(GUEST.length()), GuestMode.QUIET, 1);
  }
}
