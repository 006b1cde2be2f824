// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* How files are read, where the kernel has no tracepoints for it: at its own functions. */
#include "files.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

const volatile u32 page_bits = 12;

SEC("fentry/page_cache_ra_order")
int BPF_PROG(on_readahead_order, struct readahead_control *control, struct file_ra_state *ra)
{
	return orders(BPF_CORE_READ(control, mapping, host), BPF_CORE_READ(control, _index),
		      BPF_CORE_READ(ra, size));
}

SEC("fentry/page_cache_ra_unbounded")
int BPF_PROG(on_readahead, struct readahead_control *control, unsigned long pages)
{
	return announces(BPF_CORE_READ(control, mapping, host), BPF_CORE_READ(control, _index), pages);
}

SEC("fentry/filemap_read")
int BPF_PROG(on_read, struct kiocb *request, struct iov_iter *to)
{
	struct address_space *mapping = BPF_CORE_READ(request, ki_filp, f_mapping);
	u64 from = BPF_CORE_READ(request, ki_pos), size = BPF_CORE_READ(mapping, host, i_size);
	u64 bytes = BPF_CORE_READ(to, count);

	if (!bytes || from >= size)
		return 0;
	if (bytes > size - from)
		bytes = size - from;
	return touches(mapping, from >> page_bits, (from + bytes - 1) >> page_bits, READ);
}

/* A fault, which maps the pages around it that are in the cache; if it is not itself, more follows. */
SEC("fentry/filemap_map_pages")
int BPF_PROG(on_map, struct vm_fault *fault, unsigned long first, unsigned long last)
{
	return touches(BPF_CORE_READ(fault, vma, vm_file, f_mapping), first, last, AROUND);
}

SEC("fentry/filemap_fault")
int BPF_PROG(on_file_fault, struct vm_fault *fault)
{
	u64 index = BPF_CORE_READ(fault, pgoff);

	return touches(BPF_CORE_READ(fault, vma, vm_file, f_mapping), index, index, FAULT);
}
