package io.trimtab.tuner.dataset;

import io.trimtab.features.classify.RunLabel;
import java.util.List;
import java.util.Map;

/**
 * How the recording of training data went.
 *
 * @param recorded labels of the runs that were recorded, in their order
 * @param failed labels of those that did not work, each with the reason
 * @param left how many are still to be done
 * @param interrupted whether it was stopped before its end
 */
public record DatasetResult(
    List<RunLabel> recorded, Map<RunLabel, String> failed, int left, boolean interrupted) {}
