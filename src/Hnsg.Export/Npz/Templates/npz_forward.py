import numpy as np

def forward(net, x):  # x: [steps or 1, inputs], or [steps or 1, pictures, inputs]
    trains = []
    for l, reset in enumerate(net["reset"]):
        weights = (net[f"weight{l}"] * net[f"mask{l}"]).astype(float)
        current = (x @ weights).astype(np.int64)  # integers below 2^53, so float64 is exact
        theta, shift, v, late, train = net["threshold"][l], net["decay_shift"][l], np.int64(0), 0, []
        for t in range(net["steps"]):
            u = v - (v >> shift) + current[min(t, len(current) - 1)] - late
            s = (u > theta) & (reset != "none")
            v = u - theta * s if reset == "subtract" else u * ~s if reset == "zero" else u
            late = theta * s if reset == "delayed-subtract" else 0
            train.append(s)
        trains.append(np.array(train))
        x = trains[-1] * 2.0 ** net["fraction_bits"]
    votes = trains[-1].sum(0)  # the class: most votes, then the higher final membrane, then the lower index
    return trains, votes, np.where(votes == votes.max(-1, keepdims=True), v, -(2**62)).argmax(-1)

def forward_real(net, x):  # the same in float32 for a network of real weights, added up in the library's order
    trains, pixel = [], np.float32(2.0 ** -net["fraction_bits"])
    for l, reset in enumerate(net["reset"]):
        weights, bias = net[f"weight{l}"], net[f"bias{l}"]
        if l == 0 and net["encoding"] == "direct":
            current = add(np.float32(0), x, weights) * pixel + bias
        else:  # inputs that spike at most steps are added once, and subtracted at the steps where they do not
            spikes = x > 0
            often = (2 * spikes.sum(0) > len(x)) & (l == 0)
            current = add(add(add(bias, often, weights), spikes & ~often, weights), often & ~spikes, -weights)
        theta, beta, v, late, train = net["threshold"][l], net["beta"][l], np.float32(0), np.float32(0), []
        for t in range(net["steps"]):
            u = beta * v + current[min(t, len(current) - 1)] - late
            s = (u > theta) & (reset != "none")
            v = u - theta * s if reset == "subtract" else u * ~s if reset == "zero" else u
            late = theta * s if reset == "delayed-subtract" else np.float32(0)
            train.append(s)
        x = np.array(train)
        trains.append(x)
    votes = x.sum(0)
    return trains, votes, np.where(votes == votes.max(-1, keepdims=True), v, -np.inf).argmax(-1)

def add(start, x, weights):  # one input after another: the order of additions changes the last bits
    for i, row in enumerate(weights):
        start = start + x[..., i, np.newaxis].astype(np.float32) * row
    return start

def direct(net, pixels):  # the pixels themselves, at every step
    return pixels[np.newaxis].astype(float)

def rate(net, pixels, sample=0):  # a spike where a random byte is less than the pixel
    blocks = -(-int(net["steps"]) // 8)
    key = threefry(int(net["seed"]), 0, 6 << 24)
    random = threefry(key, np.arange(pixels.size * blocks, dtype=np.uint64), sample)
    random = random.astype("<u8").view(np.uint8).reshape(pixels.size, -1).T[: net["steps"]]
    return (random < pixels) * 2.0 ** net["fraction_bits"]

def threefry(key, c0, c1, low=0xFFFFFFFF):  # Threefry-2x32, 20 rounds: 64 random bits per counter
    k = (key & low, key >> 32, 0x1BD11BDA ^ key & low ^ key >> 32)
    x0, x1 = c0 + k[0] & low, c1 + k[1] & low
    for r in range(20):
        n = (13, 15, 26, 6, 17, 29, 16, 24)[r % 8]
        x0 = x0 + x1 & low
        x1 = (x1 << n | x1 >> 32 - n) & low ^ x0
        if r % 4 == 3:
            i = r // 4 + 1
            x0, x1 = x0 + k[i % 3] & low, x1 + k[(i + 1) % 3] + i & low
    return x0 | x1 << 32
