/** Tests against kernels that are really booted. */
package io.trimtab.fuzz.testbed;
