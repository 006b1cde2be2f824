/**
 * The files of /proc, /sys and the cgroup hierarchies as sources of samples. A {@link
 * io.trimtab.collector.proc.KeptFile} fetches the bytes, a {@link io.trimtab.collector.proc.Parser}
 * understands them; neither allocates memory once it is warm, and neither ever throws on what the
 * kernel may say.
 */
@NullMarked
package io.trimtab.collector.proc;

import org.jspecify.annotations.NullMarked;
