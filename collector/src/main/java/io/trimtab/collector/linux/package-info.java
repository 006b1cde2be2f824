/** Native calls of the collector: libbpf, and the few system calls that Java lacks. */
@NullMarked
package io.trimtab.collector.linux;

import org.jspecify.annotations.NullMarked;
