"""Training to a validation accuracy, hand-written in PyTorch: the network and the step of torch_step.py.

Trains on the first 50,000 samples of MNIST, shuffled anew in each epoch, and looks at the last 10,000 after every so
many batches, once the batches themselves are within four points of the aim; that time is not counted. Adam, with a
learning rate that rises over the first batches and falls as a cosine to 0 over the rest. Rate, warm-up and length are the best that were found for this network on those samples. Prints JSON.

    python3 bench/peers/torch_train.py --accuracy 0.9373 --threads 2 --data DIR_WITH_MNIST
"""

import json
import math
import sys
import time

import torch

import work
from torch_step import Network

VALIDATION = 10000


def accuracy(network, pixels, labels, batch=500):
    right = 0
    for first in range(0, pixels.shape[0], batch):
        _, _, u, s = network.forward(network.encode(pixels[first : first + batch]))
        # The class of most spikes; of equals, that with the higher last membrane.
        votes = s.sum(0) + 0.001 * torch.tanh(u[-1] - network.theta * s[-1])
        right += (votes.argmax(1) == labels[first : first + batch]).sum().item()
    return right / pixels.shape[0]


def rate(args, done):
    if done < args.warm_up:
        return args.rate * (done + 1) / args.warm_up
    progress = (done - args.warm_up) / (args.batches - args.warm_up)
    return args.rate * 0.5 * (1 + math.cos(math.pi * progress))


def main():
    args = work.arguments(__doc__, accuracy=0.9373, seed=1, rate=0.0007, warm_up=160, batches=500, validate_every=10)
    torch.set_grad_enabled(False)
    pixels, labels = work.samples(args)
    count = pixels.shape[0] - VALIDATION
    network = Network(args.hidden, args.steps, args.keep)
    seconds, seen, right, course = 0.0, 0, 0, []
    order = torch.randperm(count)
    while network.done < args.batches:
        begin = time.perf_counter()
        first = seen % count
        if first == 0:
            order = torch.randperm(count)
        chosen = order[first : first + args.batch]
        network.train(pixels[chosen], labels[chosen], rate(args, network.done))
        seconds += time.perf_counter() - begin
        seen += len(chosen)
        right += (network.votes.argmax(1) == labels[chosen]).sum().item()
        if network.done % args.validate_every:
            continue
        near, right = right / (args.validate_every * args.batch) > args.accuracy - 0.04, 0
        if near:
            course.append((network.done, round(seconds, 3), accuracy(network, pixels[count:], labels[count:])))
            print("batch %d: %.3f s, validation accuracy %.4f" % course[-1], file=sys.stderr)
            if course[-1][2] >= args.accuracy:
                break
    last = course[-1][2] if course else None
    reached = course and last >= args.accuracy
    result = {"benchmark": "train-to", "system": f"PyTorch {torch.__version__}, hand-written"}
    for name in ("hidden", "threads", "steps", "batch", "keep", "seed", "rate", "warm_up", "accuracy"):
        result[name] = getattr(args, name)
    result["schedule"], result["batches"] = args.batches, network.done
    result["seconds"] = seconds if reached else None
    result["validationAccuracy"] = last
    result["peakMegabytes"] = work.peak_megabytes()
    result["course"] = course
    print(json.dumps(result))


if __name__ == "__main__":
    main()
