/** The daemon's configuration: TOML of vendor, administrator and drop-ins, and what it means. */
@NullMarked
package io.trimtab.daemon.config;

import org.jspecify.annotations.NullMarked;
