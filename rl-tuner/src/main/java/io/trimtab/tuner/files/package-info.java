/** What is done with files and directories throughout this module. */
@NullMarked
package io.trimtab.tuner.files;

import org.jspecify.annotations.NullMarked;
