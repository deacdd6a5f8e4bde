"""The training step of Hnsg's benchmark, hand-written in PyTorch in the best form we know.

One matrix product per layer for all time steps, backpropagation through time by hand (no autograd graph), masks by a
threshold from kthvalue, Adam in place. Prints JSON with the median milliseconds of a step.

    python3 bench/peers/torch_step.py --hidden 1000 --threads 1 --data DIR_WITH_MNIST
"""

import math
import time

import torch

import work


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


class Network:
    """784-hidden-10, and its step of training; the step's parts are told by their times."""

    beta, theta = 0.9375, 1.0

    def __init__(self, hidden, steps, keep):
        self.steps = steps
        self.layers = [Layer(784, hidden, keep), Layer(hidden, 10, keep)]
        self.done = 0
        self.votes = None
        for layer in self.layers:
            layer.mask()

    def encode(self, picture):
        x = torch.empty(self.steps, picture.shape[0], 784)
        torch.lt(torch.randint(0, 256, x.shape, dtype=torch.uint8), picture, out=x)
        return x

    def forward(self, x):
        batch = x.shape[1]
        current = (x.view(-1, 784) @ self.layers[0].effective).view(self.steps, batch, -1)
        u1, s1 = lif(current, self.beta, self.theta)
        current = (s1.view(self.steps * batch, -1) @ self.layers[1].effective).view(self.steps, batch, -1)
        u2, s2 = lif(current, self.beta, self.theta)
        return u1, s1, u2, s2

    def train(self, picture, label, rate):
        """One step; returns the times of its begin, after forward, after backward and its end."""
        batch = picture.shape[0]
        begin = time.perf_counter()
        x = self.encode(picture)
        u1, s1, u2, s2 = self.forward(x)
        forward = time.perf_counter()
        self.done += 1
        self.votes = s2.sum(0)
        gradient = torch.softmax(self.votes, 1)
        gradient[torch.arange(batch), label] -= 1
        gradient /= batch
        rows = self.steps * batch
        d2 = through_time(gradient.expand(self.steps, batch, 10), u2, self.beta, self.theta).view(rows, -1)
        below = (d2 @ self.layers[1].effective.t()).view(self.steps, batch, -1)
        self.layers[1].update(s1.view(rows, -1).t() @ d2, self.done, rate)
        d1 = through_time(below, u1, self.beta, self.theta).view(rows, -1)
        self.layers[0].update(x.view(-1, 784).t() @ d1, self.done, rate)
        backward = time.perf_counter()
        for layer in self.layers:
            layer.mask()
        return begin, forward, backward, time.perf_counter()


def main():
    args = work.arguments(__doc__)
    torch.set_grad_enabled(False)
    pixels, labels = work.samples(args)
    network = Network(args.hidden, args.steps, args.keep)
    times, parts = [], {"forward": [], "backward": [], "select": []}
    for step in range(work.WARM_UP + args.repeat):
        chosen = torch.randint(0, pixels.shape[0], (args.batch,))
        begin, forward, backward, end = network.train(pixels[chosen], labels[chosen], 0.001)
        if step >= work.WARM_UP:
            times.append((end - begin) * 1000)
            parts["forward"].append((forward - begin) * 1000)
            parts["backward"].append((backward - forward) * 1000)
            parts["select"].append((end - backward) * 1000)
    work.report(f"PyTorch {torch.__version__}, hand-written", args, times, parts)


if __name__ == "__main__":
    main()
