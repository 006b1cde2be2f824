package io.trimtab.fuzz.testbed;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The test boots a kernel with coverage. With {@code -Dtrimtab.full=true} it is built if it is not
 * there; otherwise the test is skipped then, for that takes minutes.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("guest")
@ExtendWith(Kernels.class)
public @interface RequiresKernel {}
