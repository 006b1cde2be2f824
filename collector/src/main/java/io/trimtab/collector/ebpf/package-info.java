/** The eBPF programs as sources of samples. */
@NullMarked
package io.trimtab.collector.ebpf;

import org.jspecify.annotations.NullMarked;
