"""The training step of Hnsg's benchmark in SpikingJelly: its LIF neurons in multi-step mode, one matrix product per
layer for all time steps. tau = 16 is a decay of 1 - 1/16; SpikingJelly spikes at the threshold too, Hnsg above it.

    python3 bench/peers/spikingjelly_step.py --hidden 1000 --threads 1 --data DIR_WITH_MNIST
"""

from spikingjelly.activation_based import functional, neuron, surrogate

import masked


def build(args, layers):
    def neurons():
        return neuron.LIFNode(
            tau=16.0,
            decay_input=False,
            v_threshold=1.0,
            v_reset=None,
            surrogate_function=surrogate.ATan(),
            detach_reset=True,
            step_mode="m",
        )

    nodes = [neurons(), neurons()]

    def network(x):
        for layer, node in zip(layers, nodes):
            functional.reset_net(node)
            x = node(layer(x))
        return x

    return network


if __name__ == "__main__":
    masked.measure("SpikingJelly", __doc__, build)
