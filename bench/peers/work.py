"""What the peers' scripts share: arguments, data, and how the result is printed."""

import argparse
import gzip
import json
import os
import resource

import numpy as np
import torch

WARM_UP = 5


def arguments(description, **more):
    """The options of the command line; more are numbers by name with their defaults."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hidden", type=int, default=1000)
    parser.add_argument("--steps", type=int, default=25)
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--keep", type=float, default=0.5)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--repeat", type=int, default=30)
    parser.add_argument("--data", default=os.path.join(os.environ.get("HNSG_DATA", "."), "mnist"))
    for name, value in more.items():
        parser.add_argument("--" + name.replace("_", "-"), type=type(value), default=value)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(getattr(args, "seed", 1))
    return args


def _read(folder, name):
    for ending, opener in (("", open), (".gz", gzip.open)):
        path = os.path.join(folder, name + ending)
        if os.path.exists(path):
            with opener(path, "rb") as file:
                content = file.read()
            return np.frombuffer(content, np.uint8, offset=16 if "images" in name else 8)
    raise SystemExit(f"{name} not found in {folder}")


def samples(args):
    """The training samples of MNIST: bytes, 60,000 x 784, and their classes."""
    pixels = _read(args.data, "train-images-idx3-ubyte").reshape(-1, 784).copy()
    labels = _read(args.data, "train-labels-idx1-ubyte").astype(np.int64)
    return torch.from_numpy(pixels), torch.from_numpy(labels)


def peak_megabytes():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def report(system, args, times, parts=None):
    """Prints the median of times in milliseconds as JSON."""
    result = {"benchmark": "step", "system": system}
    for name in ("hidden", "threads", "steps", "batch", "keep"):
        result[name] = getattr(args, name)
    result["repeat"] = len(times)
    result["medianMs"] = float(np.median(times))
    if parts:
        result["parts"] = {name: float(np.median(values)) for name, values in parts.items()}
    result["peakMegabytes"] = peak_megabytes()
    print(json.dumps(result))
