/** What a host has been doing and what the daemon did about it, as one page. */
@NullMarked
package io.trimtab.daemon.report;

import org.jspecify.annotations.NullMarked;
