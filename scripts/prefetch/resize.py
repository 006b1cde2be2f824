#!/usr/bin/python3
"""Resizes a video: resize.py VIDEO PASSES. The frames are decoded once and kept, and resized twice
for each pass, to a half and to three quarters; resize.py --make VIDEO FRAMES makes one."""
import sys
import time

import cv2
import numpy as np

SIZE = (1280, 720)
cv2.setNumThreads(1)
if sys.argv[1] == "--make":
    out = cv2.VideoWriter(sys.argv[2], cv2.VideoWriter_fourcc(*"MJPG"), 25, SIZE)
    ramp = np.add.outer(np.arange(SIZE[1]), np.arange(SIZE[0])).astype(np.uint8)
    for number in range(int(sys.argv[3])):
        out.write(cv2.merge([np.roll(ramp, number * step, 1) for step in (1, 2, 3)]))
    out.release()
    sys.exit()
start = time.monotonic()
video = cv2.VideoCapture(sys.argv[1])
frames = []
while True:
    good, frame = video.read()
    if not good:
        break
    frames.append(frame)
total = 0.0
for _ in range(int(sys.argv[2])):
    for scale in (0.5, 0.75):
        for frame in frames:
            total += float(cv2.resize(frame, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)[0, 0, 0])
print(f"{time.monotonic() - start:.3f} {total:.1f}")
