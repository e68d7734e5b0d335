"""Reference outputs of all samples: what PyTorch computes from the stored weights, in float64.

Unlike in the other files the inputs of some samples are not repeated here: a case names the CSV
file that holds them, one row an example. For every sample the rows of `inputs` are the examples.
A sample without weights takes those of the generated class's random(seed).
"""

import os
import sys
from collections import OrderedDict

import numpy as np
import torch
from torch import nn

import weight_random
from vectors import ROOT, Vectors, exact, sha256

SAMPLES = os.path.join(ROOT, "samples")
sys.path.insert(0, SAMPLES)

import safetensors_io  # noqa: E402
import train_fashion  # noqa: E402
import train_words  # noqa: E402

SEED = 1

NETWORKS = {
    "cat_dog": lambda: nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2), nn.Softmax(-1)),
    "deep": lambda: Deep(),
    "over_five": lambda: nn.Sequential(nn.Linear(1, 1), nn.Sigmoid()),
    "iris": lambda: nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 3), nn.Softmax(-1)),
    "digits": lambda: Digits(),
    "fashion": lambda: Fashion(),
    "words": lambda: Words(),
}

INPUTS = {
    "cat_dog": [
        [0.5, 0.8, 0.2],
        [0, 0, 0],
        [1, 1, 1],
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
        [0.25, 0.1, 0.9],
        [-3, 2, 5],
        [100, -200, 300],
    ],
    "deep": [[0, 0, 0, 0], [1, 2, 3, 4], [-1, -2, 3, 4], [0.5, -0.25, 8, -10]],
    "over_five": [[-100], [0], [4], [4.9], [5], [5.1], [6], [10], [1000]],
    "words": [
        train_words.tokens(word)[:-1]
        for word in ("transformer", "generalized", "bookkeepers", "qwertyuiopz", "aaaaaaaaaaa")
    ],
}


class Digits(nn.Module):
    """Modules with the names of the labels in digits.nn."""

    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(64, 64)
        self.digit = nn.Linear(64, 10)

    def forward(self, x):
        return torch.softmax(self.digit(torch.relu(self.hidden(x))), -1)


class Fashion(train_fashion.Fashion):
    """The trained network on rows of pixels, with the probabilities of its classes."""

    def forward(self, x):
        return torch.softmax(super().forward(x.reshape(-1, 1, 28, 28)), -1)


class Words(train_words.Words):
    """The trained network with the probabilities of what comes after each letter."""

    def forward(self, x):
        return torch.softmax(super().forward(x.long()), -1)


class Deep(nn.Module):
    """Modules with the names that deep.nn gives its labelled and unlabelled layers."""

    def __init__(self):
        super().__init__()
        self.first = nn.Linear(4, 32)
        self.blocks = nn.ModuleList(
            nn.Sequential(
                OrderedDict(dense1=nn.Linear(32, 64), relu=nn.ReLU(), dense2=nn.Linear(64, 32))
            )
            for _ in range(120)
        )
        self.last = nn.Linear(32, 3)

    def forward(self, x):
        x = self.first(x)
        for block in self.blocks:
            x = x + block(x)
        return self.last(x)


def main():
    vectors = Vectors(__file__)
    vectors.scripts.append(os.path.basename(weight_random.__file__))
    for name, network in NETWORKS.items():
        network = network().double().eval()
        path = os.path.join(SAMPLES, name + ".safetensors")
        trained = os.path.exists(path)
        weights = safetensors_io.read(path) if trained else weight_random.linear_layers(network, SEED)
        state = network.state_dict()
        state.update({key: torch.tensor(value) for key, value in weights.items()})
        network.load_state_dict(state)
        rows = os.path.join(SAMPLES, "data", name + "_heldout.csv")
        stored = os.path.exists(rows)
        x = exact(np.loadtxt(rows, delimiter=",") if stored else INPUTS[name])
        with torch.no_grad():
            vectors.add(name, "sample", "", [x], [network(x)])
        case = vectors.cases[-1]
        case["nn"] = "samples/%s.nn" % name
        case["weights"] = (
            {"file": "samples/%s.safetensors" % name, "sha256": sha256(path)} if trained else {"seed": SEED}
        )
        if stored:
            case["inputs"] = [{"file": "samples/data/%s_heldout.csv" % name, "sha256": sha256(rows)}]
    vectors.write("samples")


if __name__ == "__main__":
    main()
