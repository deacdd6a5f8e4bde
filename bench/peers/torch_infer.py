"""Inference of Hnsg's benchmark network at batch 1, hand-written in PyTorch in the best form we know.

No autograd, outputs into memory that is there already, one matrix product per layer for all time steps, the membrane
loop eager or compiled by torch.jit. Tried with the whole picture and with only its pixels that are not 0, whose weights
are then gathered; the fastest counts. Prints JSON with the microseconds of an image and of every variant.

    python3 bench/peers/torch_infer.py --hidden 1000 --steps 25 --encoding rate --threads 1 --data DIR_WITH_MNIST
"""

import json
import math
import time

import numpy as np
import torch

import work


def weights(fan_in, fan_out, keep):
    """Signed constants of which a random part is kept: what is kept does not matter to a dense product."""
    scale = math.sqrt(2 / (keep * fan_in))
    sign = (torch.randint(0, 2, (fan_in, fan_out)) * 2 - 1).float()
    return sign * scale * (torch.rand(fan_in, fan_out) < keep)


def lif_eager(current, u, s, beta: float, theta: float):
    """Spikes of all steps; current and spikes are steps x neurons, reset by subtraction."""
    u.zero_()
    for now, spike in zip(current.unbind(), s.unbind()):
        torch.add(now, u, alpha=beta, out=u)
        torch.gt(u, theta, out=spike)
        torch.sub(u, spike, alpha=theta, out=u)
    return s


@torch.jit.script
def lif_script(current, u, s, beta: float, theta: float):
    v = torch.zeros_like(u)
    spikes = []
    for t in range(s.shape[0]):
        v = current[t] + beta * v
        spike = (v > theta).float()
        v = v - theta * spike
        spikes.append(spike)
    return torch.stack(spikes)


class Network:
    def __init__(self, args, lif, active_only):
        self.steps, self.rate, self.lif, self.active_only = args.steps, args.encoding == "rate", lif, active_only
        self.w1, self.w2 = weights(784, args.hidden, args.keep), weights(args.hidden, 10, args.keep_output)
        self.u1, self.u2 = torch.zeros(args.hidden), torch.zeros(10)
        self.s1, self.s2 = torch.zeros(self.steps, args.hidden), torch.zeros(self.steps, 10)
        self.i1, self.i2 = torch.zeros(self.steps, args.hidden), torch.zeros(self.steps, 10)
        self.one = torch.zeros(1, args.hidden)
        self.random = torch.zeros(self.steps, 784, dtype=torch.uint8)
        self.x = torch.zeros(self.steps, 784)

    def classify(self, picture):
        w1 = self.w1
        if self.active_only:
            active = picture.nonzero().view(-1)
            picture = picture[active]
            w1 = w1[active]
        if self.rate:
            if self.active_only:
                random = torch.empty(self.steps, picture.shape[0], dtype=torch.uint8).random_(0, 256)
                x = torch.lt(random, picture).float()
            else:
                x = torch.lt(self.random.random_(0, 256), picture, out=self.x)
            current = torch.mm(x, w1, out=self.i1)
        else:
            current = torch.mm(picture.float().div_(256).view(1, -1), w1, out=self.one).expand(self.steps, -1)
        s1 = self.lif(current, self.u1, self.s1, 0.9375, 1.0)
        s2 = self.lif(torch.mm(s1, self.w2, out=self.i2), self.u2, self.s2, 0.9375, 1.0)
        return int(s2.sum(0).argmax())


def microseconds(network, pictures, seconds):
    """Median over rounds of the mean of 20 images, after a warm-up that also lets torch.jit optimise."""
    for picture in pictures[:20]:
        network.classify(picture)
    rounds, begin, n = [], time.perf_counter(), 0
    while len(rounds) < 5 or time.perf_counter() - begin < seconds:
        start = time.perf_counter()
        for _ in range(20):
            network.classify(pictures[n % len(pictures)])
            n += 1
        rounds.append((time.perf_counter() - start) / 20 * 1e6)
    return float(np.median(rounds))


def main():
    args = work.arguments(__doc__, keep_output=0.5, encoding="rate", seconds=2.0)
    torch.set_grad_enabled(False)
    pictures = list(work.samples(args)[0][:1000])
    variants = {}
    for name, lif in (("eager", lif_eager), ("jit", lif_script)):
        for pixels, active_only in (("all pixels", False), ("active pixels", True)):
            network = Network(args, lif, active_only)
            variants[f"{name}, {pixels}"] = microseconds(network, pictures, args.seconds)
    best = min(variants, key=variants.get)
    print(
        json.dumps(
            {
                "benchmark": "infer",
                "system": f"PyTorch {torch.__version__}, hand-written, {best}",
                "hidden": args.hidden,
                "steps": args.steps,
                "encoding": args.encoding,
                "threads": args.threads,
                "microseconds": variants[best],
                "imagesPerSecond": 1e6 / variants[best],
                "variants": variants,
                "peakMegabytes": work.peak_megabytes(),
            }
        )
    )


if __name__ == "__main__":
    main()
