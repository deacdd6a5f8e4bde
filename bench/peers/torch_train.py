"""Training to a validation accuracy, hand-written in PyTorch: the network and the step of torch_step.py.

Trains on the first 50,000 samples of MNIST, shuffled anew in each epoch, and looks at the last 10,000 after every so
many batches; that time is not counted. Adam, with a learning rate that rises over the first batches. Prints JSON.

    python3 bench/peers/torch_train.py --accuracy 0.9373 --threads 2 --data DIR_WITH_MNIST
"""

import json
import time

import torch

import work
from torch_step import Network

VALIDATION = 10000
GIVE_UP_AFTER = 5 * (60000 - VALIDATION)


def accuracy(network, pixels, labels, batch=500):
    right = 0
    for first in range(0, pixels.shape[0], batch):
        spikes = network.forward(network.encode(pixels[first : first + batch]))[3]
        right += (spikes.sum(0).argmax(1) == labels[first : first + batch]).sum().item()
    return right / pixels.shape[0]


def main():
    args = work.arguments(__doc__, accuracy=0.9373, seed=1, rate=0.003, warm_up=40, validate_every=10)
    torch.set_grad_enabled(False)
    pixels, labels = work.samples(args)
    count = pixels.shape[0] - VALIDATION
    network = Network(args.hidden, args.steps, args.keep)
    seconds, seen, course = 0.0, 0, []
    order = torch.randperm(count)
    while seen < GIVE_UP_AFTER:
        begin = time.perf_counter()
        first = seen % count
        if first == 0:
            order = torch.randperm(count)
        chosen = order[first : first + args.batch]
        network.train(pixels[chosen], labels[chosen], args.rate * min(1, (network.done + 1) / max(1, args.warm_up)))
        seconds += time.perf_counter() - begin
        seen += len(chosen)
        if network.done % args.validate_every == 0:
            course.append((network.done, round(seconds, 3), accuracy(network, pixels[count:], labels[count:])))
            if course[-1][2] >= args.accuracy:
                break
    reached = course[-1][2] >= args.accuracy
    result = {"benchmark": "train-to", "system": f"PyTorch {torch.__version__}, hand-written"}
    for name in ("hidden", "threads", "steps", "batch", "keep", "seed", "rate", "warm_up", "accuracy"):
        result[name] = getattr(args, name)
    result["batches"] = network.done
    result["seconds"] = seconds if reached else None
    result["validationAccuracy"] = course[-1][2]
    result["peakMegabytes"] = work.peak_megabytes()
    result["course"] = course
    print(json.dumps(result))


if __name__ == "__main__":
    main()
