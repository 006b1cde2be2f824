#!/usr/bin/python3
"""Convolves a matrix with a separable kernel, rows first and then columns: convolve.py N.

A column of a matrix that is kept by rows has a page every few: the walk goes through the whole
matrix in strides, once for each group of columns that share pages.
"""
import sys
import time

import numpy as np

n = int(sys.argv[1])
kernel = np.array([0.25, 0.5, 0.25], dtype=np.float32)
start = time.monotonic()
matrix = np.empty((n, n), dtype=np.float32)
values = np.random.default_rng(3).random(n, dtype=np.float32)
for row in range(n):
    matrix[row] = np.convolve(np.roll(values, row), kernel, "same")
result = np.empty((n, n), dtype=np.float32)
block = 128
for first in range(0, n, block):
    columns = matrix[:, first:first + block]
    part = kernel[1] * columns
    part[1:] += kernel[0] * columns[:-1]
    part[:-1] += kernel[2] * columns[1:]
    result[:, first:first + block] = part
print(f"{time.monotonic() - start:.3f} {float(result[n // 2, n // 2]):.6f}")
