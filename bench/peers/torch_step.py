"""The training step of Hnsg's benchmark, hand-written in PyTorch in the best form we know.

One matrix product per layer for all time steps, backpropagation through time by hand (no autograd graph), masks by a
threshold from kthvalue, Adam in place. Prints JSON with the median milliseconds of a step.

    python3 torch_step.py --hidden 1000 --threads 1 --data DIR_WITH_MNIST
"""

import argparse
import gzip
import json
import math
import os
import resource
import time

import numpy as np
import torch


def images(folder, name):
    for ending, opener in (("", open), (".gz", gzip.open)):
        path = os.path.join(folder, name + ending)
        if os.path.exists(path):
            with opener(path, "rb") as file:
                content = file.read()
            header = 16 if "images" in name else 8
            return np.frombuffer(content, np.uint8, offset=header)
    raise SystemExit(f"{name} not found in {folder}")


class Layer:
    """Scores are trained; weights are frozen at +-scale; a connection stays where |score| is among the top k."""

    def __init__(self, fan_in, fan_out, keep):
        self.keep = math.ceil(keep * fan_in * fan_out)
        self.scores = (torch.rand(fan_in, fan_out) * 2 - 1) / math.sqrt(fan_in)
        scale = math.sqrt(2 / (keep * fan_in))
        self.weights = (torch.randint(0, 2, (fan_in, fan_out)) * 2 - 1).float() * scale
        self.m = torch.zeros_like(self.scores)
        self.v = torch.zeros_like(self.scores)

    def mask(self):
        size = self.scores.abs()
        cut = torch.kthvalue(size.view(-1), size.numel() - self.keep + 1).values
        self.effective = self.weights * (size >= cut)

    def update(self, gradient, step, rate):
        gradient = gradient.mul_(self.weights).mul_(self.scores.sign())
        self.m.mul_(0.9).add_(gradient, alpha=0.1)
        self.v.mul_(0.999).addcmul_(gradient, gradient, value=0.001)
        root = self.v.sqrt().div_(math.sqrt(1 - 0.999**step)).add_(1e-8)
        self.scores.addcdiv_(self.m, root, value=-rate / (1 - 0.9**step))


def lif(current, beta, theta):
    """Membranes before the reset and spikes; reset by subtraction."""
    steps, batch, neurons = current.shape
    u = torch.empty_like(current)
    s = torch.empty_like(current)
    v = torch.zeros(batch, neurons)
    for t in range(steps):
        torch.add(current[t], v, alpha=beta, out=u[t])
        torch.gt(u[t], theta, out=s[t])
        torch.sub(u[t], s[t], alpha=theta, out=v)
    return u, s


def through_time(gradient_of_spikes, u, beta, theta):
    """delta u from delta s, with the arctan surrogate; in place of u."""
    surrogate = u.sub_(theta).mul_(math.pi).square_().add_(1).reciprocal_()
    delta = surrogate.mul_(gradient_of_spikes)
    for t in range(delta.shape[0] - 2, -1, -1):
        delta[t].add_(delta[t + 1], alpha=beta)
    return delta


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--hidden", type=int, default=1000)
    parser.add_argument("--steps", type=int, default=25)
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--keep", type=float, default=0.5)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--repeat", type=int, default=30)
    parser.add_argument("--data", default=os.path.join(os.environ.get("HNSG_DATA", "."), "mnist"))
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.set_grad_enabled(False)
    torch.manual_seed(1)
    pixels = torch.from_numpy(images(args.data, "train-images-idx3-ubyte").reshape(-1, 784).copy())
    labels = torch.from_numpy(images(args.data, "train-labels-idx1-ubyte").astype(np.int64))
    layers = [Layer(784, args.hidden, args.keep), Layer(args.hidden, 10, args.keep)]
    for layer in layers:
        layer.mask()
    beta, theta, rate = 0.9375, 1.0, 0.001
    steps, batch = args.steps, args.batch
    times, parts = [], {"forward": [], "backward": [], "select": []}
    for step in range(1, args.repeat + 6):
        begin = time.perf_counter()
        chosen = torch.randint(0, pixels.shape[0], (batch,))
        picture = pixels[chosen]
        x = torch.empty(steps, batch, 784)
        torch.lt(torch.randint(0, 256, (steps, batch, 784), dtype=torch.uint8), picture, out=x)
        u1, s1 = lif((x.view(-1, 784) @ layers[0].effective).view(steps, batch, -1), beta, theta)
        u2, s2 = lif((s1.view(steps * batch, -1) @ layers[1].effective).view(steps, batch, -1), beta, theta)
        forward = time.perf_counter()
        gradient = torch.softmax(s2.sum(0), 1)
        gradient[torch.arange(batch), labels[chosen]] -= 1
        gradient /= batch
        d2 = through_time(gradient.expand(steps, batch, 10), u2, beta, theta).view(steps * batch, -1)
        below = (d2 @ layers[1].effective.t()).view(steps, batch, -1)
        layers[1].update(s1.view(steps * batch, -1).t() @ d2, step, rate)
        d1 = through_time(below, u1, beta, theta).view(steps * batch, -1)
        layers[0].update(x.view(-1, 784).t() @ d1, step, rate)
        backward = time.perf_counter()
        for layer in layers:
            layer.mask()
        end = time.perf_counter()
        if step > 5:
            times.append((end - begin) * 1000)
            parts["forward"].append((forward - begin) * 1000)
            parts["backward"].append((backward - forward) * 1000)
            parts["select"].append((end - backward) * 1000)
    print(
        json.dumps(
            {
                "benchmark": "step",
                "system": f"PyTorch {torch.__version__}, hand-written",
                "hidden": args.hidden,
                "threads": args.threads,
                "steps": steps,
                "batch": batch,
                "repeat": len(times),
                "medianMs": float(np.median(times)),
                "parts": {name: float(np.median(values)) for name, values in parts.items()},
                "peakMegabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            }
        )
    )


if __name__ == "__main__":
    main()
