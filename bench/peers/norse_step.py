"""The training step of Hnsg's benchmark in Norse: its LIF neurons without a synaptic current (LIFBox), one matrix
product per layer for all time steps. An Euler step of 1 ms with tau = 16 ms decays by 1 - 1/16 and scales the current
by 1/16, so the current is multiplied by 16 before. Norse's neurons are reset to zero, and its surrogate is SuperSpike.

    python3 bench/peers/norse_step.py --hidden 1000 --threads 1 --data DIR_WITH_MNIST
"""

import torch
from norse.torch.functional.lif_box import LIFBoxFeedForwardState, LIFBoxParameters, lif_box_feed_forward_step

import masked


def build(args, layers):
    parameters = LIFBoxParameters(tau_mem_inv=torch.as_tensor(1000.0 / 16.0), alpha=torch.as_tensor(25.0))

    def network(x):
        for layer in layers:
            current, spikes = layer(x) * 16.0, []
            state = LIFBoxFeedForwardState(v=torch.zeros_like(current[0]))
            for t in range(args.steps):
                spike, state = lif_box_feed_forward_step(current[t], state, parameters, dt=0.001)
                spikes.append(spike)
            x = torch.stack(spikes)
        return x

    return network


if __name__ == "__main__":
    masked.measure("Norse", __doc__, build)
