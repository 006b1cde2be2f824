package io.trimtab.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** The test loads BPF programs: root, and a kernel that describes its types (BTF). */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("ebpf")
@ExtendWith({HostConditions.Root.class, HostConditions.KernelTypes.class})
public @interface RequiresEbpf {}
