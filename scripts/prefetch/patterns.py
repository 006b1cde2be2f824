#!/usr/bin/python3
"""Touches the pages of an array in one pattern, over and over; prints the seconds of each pass.

patterns.py PATTERN MEGABYTES PASSES [MICROSECONDS]: sequential, stride7, stride133, reverse, streams2, streams8,
tree (a search tree whose nodes lie anywhere, walked in order), join (a scan that looks up a hash
table at random), random (other pages each time). With MICROSECONDS it computes so long for each
page.
"""
import sys
import time

import numpy as np

PAGE = 4096
pattern, megabytes, passes = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
pages = megabytes * 1024 * 1024 // PAGE
memory = np.zeros(pages * PAGE, dtype=np.uint8)
random = np.random.default_rng(7)
pause = int(sys.argv[4]) / 1e6 if len(sys.argv) > 4 else 0
at_once = 1 if pause else 512


def strided(step):
    return np.concatenate([np.arange(first, pages, step) for first in range(step)])


def streams(count):
    each = pages // count
    return (np.arange(count)[None, :] * each + np.arange(each)[:, None]).reshape(-1)


def order():
    if pattern == "sequential":
        return np.arange(pages)
    if pattern.startswith("stride"):
        return strided(int(pattern[6:]))
    if pattern == "reverse":
        return np.arange(pages)[::-1]
    if pattern.startswith("streams"):
        return streams(int(pattern[7:]))
    if pattern == "tree":
        return np.random.default_rng(11).permutation(pages)
    if pattern == "join":
        scan = np.arange(pages // 2)
        return np.stack([scan, pages // 2 + random.integers(0, pages // 2, pages // 2)], 1).reshape(-1)
    if pattern == "random":
        return random.integers(0, pages, pages)
    sys.exit(f"patterns.py: there is no pattern {pattern}")


for at in range(0, pages, 1024):
    memory[at * PAGE:(at + 1024) * PAGE:PAGE] = 1
total = 0
for _ in range(passes):
    visits = order() * PAGE
    start = time.monotonic()
    for at in range(0, len(visits), at_once):
        total += int(memory[visits[at:at + at_once]].sum())
        until = time.monotonic() + pause
        while pause and time.monotonic() < until:
            pass
    print(f"{time.monotonic() - start:.6f}", flush=True)
