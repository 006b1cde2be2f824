package io.trimtab.daemon.loop;

/**
 * The four safeguards that Wang et al. ask of whoever lets a model turn knobs ("SOL: Safe On-Node
 * Learning in Cloud Platforms", ASPLOS 2022). All are on, but in tests that show what each is good
 * for.
 *
 * @param data what is not plausible is not learned from
 * @param model one that fails, hangs or turns out poor is replaced by its default
 * @param expiry what was proposed long ago, or for another workload, is not done any more
 * @param harm what is in force is watched, and undone when it does harm
 */
record Safeguards(boolean data, boolean model, boolean expiry, boolean harm) {
  static final Safeguards ALL = new Safeguards(true, true, true, true);
}
