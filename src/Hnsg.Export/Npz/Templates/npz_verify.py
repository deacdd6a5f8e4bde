"""Classifies samples. Reads index (int32) and pixels from standard input; writes spikes, class and votes to standard output."""
import sys

import numpy as np
from npz_forward import direct, forward, forward_real, rate

BATCH = 100

net = dict(np.load(sys.argv[1]))
inputs = len(net["weight0"])
while frames := sys.stdin.buffer.read(BATCH * (4 + inputs)):
    frames = np.frombuffer(frames, np.uint8).reshape(-1, 4 + inputs)
    samples, pixels = frames[:, :4].copy().view("<i4")[:, 0], frames[:, 4:]
    if net["encoding"] == "direct":
        x = direct(net, pixels)
    else:
        x = np.stack([rate(net, p, int(n)) for n, p in zip(samples, pixels)], 1)
    trains, votes, classes = (forward_real if "beta" in net else forward)(net, x)
    # Eight steps per byte; bytes in order of the neurons of all layers.
    spikes = np.concatenate(trains, -1)
    spikes = np.pad(spikes, ((0, -len(spikes) % 8), (0, 0), (0, 0)))
    spikes = spikes.reshape(-1, 8, *spikes.shape[1:])
    spikes = np.packbits(spikes, 1, "little")[:, 0].transpose(1, 0, 2).reshape(len(frames), -1)
    numbers = np.column_stack([classes, votes]).astype("<u2").view(np.uint8)
    sys.stdout.buffer.write(np.hstack([spikes, numbers]).tobytes())
    sys.stdout.buffer.flush()
