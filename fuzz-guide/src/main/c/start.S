/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where programs without a C library begin: what they are started with is on the stack. */
	.text
	.globl	_start
_start:
	xor	%ebp, %ebp
	mov	%rsp, %rdi
	and	$-16, %rsp
	call	start

	.section .note.GNU-stack, "", @progbits
