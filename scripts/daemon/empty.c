// SPDX-License-Identifier: GPL-3.0-or-later
/* Attaches the programs of an object file until it is killed; how often they ran, its descriptors tell. */
#include <bpf/libbpf.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	struct bpf_object *object = argc == 2 ? bpf_object__open(argv[1]) : NULL;
	struct bpf_program *program;

	if (!object || bpf_object__load(object))
		return 1;
	bpf_object__for_each_program(program, object)
		if (!bpf_program__attach(program))
			return 1;
	for (;;)
		pause();
}
