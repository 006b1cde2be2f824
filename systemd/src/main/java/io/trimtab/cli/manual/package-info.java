/**
 * What a package ships beside the program, made from the command line's own model: man pages, and
 * completions for bash, zsh and fish.
 */
@NullMarked
package io.trimtab.cli.manual;

import org.jspecify.annotations.NullMarked;
