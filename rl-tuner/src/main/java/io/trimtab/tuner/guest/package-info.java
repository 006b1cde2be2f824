/**
 * Guests: stock Debian kernels under QEMU's software emulation, as machines to measure on.
 *
 * <p>A guest is put together from what Debian ships, without root and without changing anything on
 * the host. {@link io.trimtab.tuner.guest.KernelStore} has the kernels, {@link
 * io.trimtab.tuner.guest.RootImage} a Debian system with the workloads, {@link
 * io.trimtab.tuner.guest.Initramfs} what finds the way from one to the other. {@link
 * io.trimtab.tuner.guest.GuestLab} brings them together and boots a {@link
 * io.trimtab.tuner.guest.Guest}.
 *
 * <p>The system is in the guest as persistent memory (NVDIMM), not as a disk. A disk answers when
 * the host's threads get round to it, which a guest can tell; memory answers at once. Mapped
 * privately, one image serves any number of guests at a time, each of which may write to its own.
 */
@NullMarked
package io.trimtab.tuner.guest;

import org.jspecify.annotations.NullMarked;
