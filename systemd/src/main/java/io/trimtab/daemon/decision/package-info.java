/** What the daemon decided, and why: the record that status, explain, log and report read. */
@NullMarked
package io.trimtab.daemon.decision;

import org.jspecify.annotations.NullMarked;
