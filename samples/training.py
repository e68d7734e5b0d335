"""What the two training scripts share: the split, the training loop, and writing the results."""

import os

import numpy as np
import torch

import safetensors_io

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(HERE, "data")


def split(x, y, every):
    """Holds out every n-th row: a fixed split that no random generator decides."""
    held_out = np.arange(len(x)) % every == every - 1
    return (x[~held_out], y[~held_out]), (x[held_out], y[held_out])


def train(network, x, y, mean, scale, steps, noise, seed):
    """Trains on (x - mean) / scale with all rows at once, in float64 and on one thread.

    Gaussian noise on the inputs keeps the network from learning single examples by heart.
    """
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    torch.manual_seed(seed)
    network = network().double().train()
    inputs = torch.tensor((x - mean) / scale)
    targets = torch.tensor(y)
    optimizer = torch.optim.Adam(network.parameters(), lr=0.01, weight_decay=1e-4)
    for step in range(steps):
        optimizer.zero_grad()
        noisy = inputs + noise * torch.randn_like(inputs)
        loss = torch.nn.functional.cross_entropy(network(noisy), targets)
        loss.backward()
        optimizer.step()
    print("loss after %d steps: %.4f" % (steps, loss.item()))
    return {name: value.numpy() for name, value in network.state_dict().items()}


def fold_scaling(weights, layer, mean, scale):
    """Makes the first layer take raw values: W (x - mean) / scale + b = (W / scale) x + (b - W mean / scale)."""
    matrix = weights[layer + ".weight"] / scale
    weights[layer + ".bias"] = weights[layer + ".bias"] - matrix @ mean
    weights[layer + ".weight"] = matrix


def save(name, weights, held_out):
    """Writes the weights, and the held-out rows and their classes; returns the weights as stored."""
    path = os.path.join(HERE, name + ".safetensors")
    safetensors_io.write(path, weights)
    x, y = held_out
    np.savetxt(os.path.join(DATA, name + "_heldout.csv"), x, fmt="%g", delimiter=",")
    np.savetxt(os.path.join(DATA, name + "_heldout_classes.csv"), y, fmt="%d")
    return safetensors_io.read(path)


def report(network, weights, held_out):
    """Prints how often the stored network, fed with raw values, is right on the held-out rows."""
    x, y = held_out
    network = network().double().eval()
    network.load_state_dict({name: torch.tensor(value) for name, value in weights.items()})
    right = int((network(torch.tensor(x)).argmax(1).numpy() == y).sum())
    print("held out: %d of %d right, %.1f%%" % (right, len(y), 100.0 * right / len(y)))
