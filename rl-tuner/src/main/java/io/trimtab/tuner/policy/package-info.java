/**
 * Policies: which configuration suits a workload, by what the machine does under it.
 *
 * <p>Learned from recorded experience alone, kept as one JSON file with a manifest, and never used
 * on a kernel without asking first which part of it exists there.
 */
@NullMarked
package io.trimtab.tuner.policy;

import org.jspecify.annotations.NullMarked;
