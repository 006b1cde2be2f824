/** Tests of the loop, most of them on kernels that are really booted. */
package io.trimtab.fuzz.loop;
