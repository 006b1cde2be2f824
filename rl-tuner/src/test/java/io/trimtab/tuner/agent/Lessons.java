package io.trimtab.tuner.agent;

import io.trimtab.tuner.agent.SyntheticLaboratory.Nature;
import io.trimtab.tuner.agent.WorkloadExperience.Tried;
import io.trimtab.tuner.search.SearchSpace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Experience of the synthetic laboratory: what a forest search and random draws tried. */
public final class Lessons {
  private static final int SEARCHED = 40;
  private static final int DRAWN = 40;

  private Lessons() {}

  /** A laboratory with all workloads of some natures. */
  public static SyntheticLaboratory laboratory(double noise, Map<String, Nature> natures) {
    SyntheticLaboratory laboratory = new SyntheticLaboratory(noise);
    natures.forEach(laboratory::add);
    return laboratory;
  }

  /** Five kinds of workloads in three variants: the last of each is held out. */
  public static Map<String, Nature> training() {
    Map<String, Nature> training = new LinkedHashMap<>(SyntheticLaboratory.natures(3));
    training.keySet().removeIf(name -> name.endsWith("-2"));
    return training;
  }

  /** The variants that are held out. */
  public static Map<String, Nature> heldOut() {
    Map<String, Nature> heldOut = new LinkedHashMap<>(SyntheticLaboratory.natures(3));
    heldOut.keySet().removeIf(name -> !name.endsWith("-2"));
    return heldOut;
  }

  /** Trials of all workloads of a laboratory. */
  public static Experience experience(SyntheticLaboratory laboratory, Iterable<String> workloads) {
    SearchSpace space = laboratory.space();
    List<WorkloadExperience> experience = new ArrayList<>();
    for (String workload : workloads) {
      Driver driver = new Driver(laboratory, workload, laboratory.error());
      List<Driver.Step> steps =
          new ArrayList<>(driver.run(new ForestAgent(space, 5, 0.01, SEARCHED), SEARCHED));
      steps.addAll(driver.run(new RandomAgent(space, 6), DRAWN));
      experience.add(
          new WorkloadExperience(
              workload,
              laboratory.features(workload, 99),
              steps.stream().map(s -> new Tried(s.point(), s.outcome())).toList()));
    }
    return new Experience(space, experience);
  }
}
