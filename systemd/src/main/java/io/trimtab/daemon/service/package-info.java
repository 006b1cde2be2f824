/** The daemon as a service: signals, systemd's manager, logging, and what others can see of it. */
@NullMarked
package io.trimtab.daemon.service;

import org.jspecify.annotations.NullMarked;
