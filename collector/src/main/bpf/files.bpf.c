// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* How files are read, where the kernel has tracepoints for it. */
#include "files.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

SEC("raw_tp/page_cache_ra_order")
int BPF_PROG(on_readahead_order, struct inode *inode, unsigned long start, struct file_ra_state *ra)
{
	return orders(inode, start, BPF_CORE_READ(ra, size));
}

SEC("raw_tp/page_cache_ra_unbounded")
int BPF_PROG(on_readahead, struct inode *inode, unsigned long start, unsigned long pages)
{
	return announces(inode, start, pages);
}

SEC("raw_tp/mm_filemap_get_pages")
int BPF_PROG(on_read, struct address_space *mapping, unsigned long first, unsigned long last)
{
	return touches(mapping, first, last, READ);
}

/* Pages around a fault that were in the cache. */
SEC("raw_tp/mm_filemap_map_pages")
int BPF_PROG(on_map, struct address_space *mapping, unsigned long first, unsigned long last)
{
	return touches(mapping, first, last, AROUND);
}

SEC("raw_tp/mm_filemap_fault")
int BPF_PROG(on_file_fault, struct address_space *mapping, unsigned long index)
{
	return touches(mapping, index, index, FAULT);
}
