"""A hidden network's layer for the frameworks that train by autograd."""

import math
import time

import torch

import work


class Mask(torch.autograd.Function):
    """1 where |score| is among the k largest, by a threshold; straight-through backward."""

    @staticmethod
    def forward(ctx, scores, keep):
        size = scores.abs()
        cut = torch.kthvalue(size.flatten(), size.numel() - keep + 1).values
        ctx.save_for_backward(scores)
        return (size >= cut).to(scores.dtype)

    @staticmethod
    def backward(ctx, gradient):
        (scores,) = ctx.saved_tensors
        return gradient * scores.sign(), None


class MaskedLinear(torch.nn.Module):
    """Frozen weights of +-scale under a mask of trained scores; the mask is made once a call."""

    def __init__(self, fan_in, fan_out, keep):
        super().__init__()
        self.keep = math.ceil(keep * fan_in * fan_out)
        self.scores = torch.nn.Parameter((torch.rand(fan_in, fan_out) * 2 - 1) / math.sqrt(fan_in))
        weights = (torch.randint(0, 2, (fan_in, fan_out)) * 2 - 1).float()
        self.register_buffer("weights", weights * math.sqrt(2 / (keep * fan_in)))

    def forward(self, x):
        """x: any number of leading axes, so that all time steps are one matrix product."""
        return x @ (self.weights * Mask.apply(self.scores, self.keep))


def measure(system, description, build):
    """Times steps of Adam. build(args) gives the layers, and a function from rate-coded input, T x B x 784, to
    output spikes, T x B x 10."""
    args = work.arguments(description)
    pixels, labels = work.samples(args)
    layers = [MaskedLinear(784, args.hidden, args.keep), MaskedLinear(args.hidden, 10, args.keep)]
    network = build(args, layers)
    optimiser = torch.optim.Adam([layer.scores for layer in layers], lr=0.001)
    times = []
    for step in range(work.WARM_UP + args.repeat):
        chosen = torch.randint(0, pixels.shape[0], (args.batch,))
        picture, label = pixels[chosen], labels[chosen]
        begin = time.perf_counter()
        x = torch.empty(args.steps, args.batch, 784)
        torch.lt(torch.randint(0, 256, x.shape, dtype=torch.uint8), picture, out=x)
        loss = torch.nn.functional.cross_entropy(network(x).sum(0), label)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        optimiser.step()
        end = time.perf_counter()
        if step >= work.WARM_UP:
            times.append((end - begin) * 1000)
    work.report(system, args, times)
