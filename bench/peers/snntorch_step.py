"""The training step of Hnsg's benchmark in snnTorch: its Leaky neurons and arctan surrogate, one matrix product per
layer for all time steps. snnTorch subtracts the reset a step later than Hnsg does.

    python3 bench/peers/snntorch_step.py --hidden 1000 --threads 1 --data DIR_WITH_MNIST
"""

import snntorch
import torch
from snntorch import surrogate

import masked


def build(args, layers):
    def neurons():
        return snntorch.Leaky(beta=0.9375, threshold=1.0, spike_grad=surrogate.atan(), reset_mechanism="subtract")

    leaky = [neurons(), neurons()]

    def network(x):
        for layer, lif in zip(layers, leaky):
            current, membrane, spikes = layer(x), lif.init_leaky(), []
            for t in range(args.steps):
                spike, membrane = lif(current[t], membrane)
                spikes.append(spike)
            x = torch.stack(spikes)
        return x

    return network


if __name__ == "__main__":
    masked.measure(f"snnTorch {getattr(snntorch, '__version__', '')}".strip(), __doc__, build)
