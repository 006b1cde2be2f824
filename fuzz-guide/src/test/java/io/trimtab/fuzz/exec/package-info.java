/** Tests of programs' and results' formats. */
package io.trimtab.fuzz.exec;
