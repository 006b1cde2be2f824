/** Guides compared with each other: the same executor, generator and mutators for all of them. */
@org.jspecify.annotations.NullMarked
package io.trimtab.fuzz.ablation;
