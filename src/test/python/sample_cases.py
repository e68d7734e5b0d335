"""Reference outputs of all samples: what PyTorch computes from the stored weights, in float64.

Unlike in the other files the inputs of iris and digits are not repeated here: a case names the CSV
file that holds them, one row an example. For every sample the rows of `inputs` are the examples.
"""

import os
import sys

import numpy as np
import torch
from torch import nn

from vectors import ROOT, Vectors, exact, sha256

SAMPLES = os.path.join(ROOT, "samples")
sys.path.insert(0, SAMPLES)

import safetensors_io  # noqa: E402

NETWORKS = {
    "cat_dog": lambda: nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2), nn.Softmax(-1)),
    "over_five": lambda: nn.Sequential(nn.Linear(1, 1), nn.Sigmoid()),
    "iris": lambda: nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 3), nn.Softmax(-1)),
    "digits": lambda: Digits(),
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
    "over_five": [[-100], [0], [4], [4.9], [5], [5.1], [6], [10], [1000]],
}


class Digits(nn.Module):
    """Modules with the names of the labels in digits.nn."""

    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(64, 64)
        self.digit = nn.Linear(64, 10)

    def forward(self, x):
        return torch.softmax(self.digit(torch.relu(self.hidden(x))), -1)


def main():
    vectors = Vectors(__file__)
    for name, network in NETWORKS.items():
        path = os.path.join(SAMPLES, name + ".safetensors")
        weights = safetensors_io.read(path)
        network = network().double().eval()
        network.load_state_dict({key: torch.tensor(value) for key, value in weights.items()})
        rows = os.path.join(SAMPLES, "data", name + "_heldout.csv")
        stored = os.path.exists(rows)
        x = exact(np.loadtxt(rows, delimiter=",") if stored else INPUTS[name])
        with torch.no_grad():
            vectors.add(name, "sample", "", [x], [network(x)])
        case = vectors.cases[-1]
        case["nn"] = "samples/%s.nn" % name
        case["weights"] = {"file": "samples/%s.safetensors" % name, "sha256": sha256(path)}
        if stored:
            case["inputs"] = [{"file": "samples/data/%s_heldout.csv" % name, "sha256": sha256(rows)}]
    vectors.write("samples")


if __name__ == "__main__":
    main()
