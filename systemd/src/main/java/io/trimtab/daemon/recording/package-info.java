/** What the daemon writes on the side: what it saw, and what its trials taught. */
@NullMarked
package io.trimtab.daemon.recording;

import org.jspecify.annotations.NullMarked;
