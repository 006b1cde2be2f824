@NullMarked
package io.trimtab.tuner.report;

import org.jspecify.annotations.NullMarked;
