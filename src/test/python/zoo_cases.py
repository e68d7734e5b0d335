"""Writes zoo/zoo.json: the tensors of the zoo's counterparts in PyTorch, and what these compute.

Run: python3 zoo_cases.py (torch, torchvision and numpy)

Each case has the names and shapes of a state_dict in `tensors`. Those of up to 30 million
parameters have `outputs` as well, for the weights and the input of zoo_weights.py, in float64.
"""

import os
import sys
import time

import torch
import torchvision
from torch import nn

import zoo_weights
from vectors import RESOURCES, computed, text, write_json

RUN_UP_TO = 30_000_000


def lenet5():
    return nn.Sequential(
        nn.Conv2d(1, 6, 5),
        nn.Tanh(),
        nn.AvgPool2d(2),
        nn.Conv2d(6, 16, 5),
        nn.Tanh(),
        nn.AvgPool2d(2),
        nn.Flatten(),
        nn.Linear(400, 120),
        nn.Tanh(),
        nn.Linear(120, 84),
        nn.Tanh(),
        nn.Linear(84, 10),
    )


IMAGE = (3, 224, 224)
NETWORKS = {
    "lenet5": (lenet5, (1, 32, 32)),
    "alexnet": (torchvision.models.alexnet, IMAGE),
    "vgg16": (torchvision.models.vgg16, IMAGE),
    "resnet18": (torchvision.models.resnet18, IMAGE),
    "resnet50": (torchvision.models.resnet50, IMAGE),
    "mobilenet_v2": (torchvision.models.mobilenet_v2, IMAGE),
    "densenet121": (torchvision.models.densenet121, IMAGE),
}


def main():
    os.makedirs(os.path.join(RESOURCES, "zoo"), exist_ok=True)
    cases = [text(case(name, build().eval(), shape)) for name, (build, shape) in NETWORKS.items()]
    write_json("zoo", "zoo", ["vectors.py", "zoo_weights.py", "zoo_cases.py"], cases)


def case(name, network, shape):
    tensors = {key: list(tensor.shape) for key, tensor in network.state_dict().items()}
    parameters = sum(parameter.numel() for parameter in network.parameters())
    found = {"name": name, "parameters": parameters, "tensors": tensors}
    if parameters <= RUN_UP_TO:
        found["input"] = list(shape)
        found["outputs"] = [computed(output(network, shape))]
    return found


def output(network, shape):
    network = network.double()
    network.load_state_dict(
        {
            key: tensor
            if key.endswith("num_batches_tracked")
            else torch.from_numpy(zoo_weights.weight(key, tuple(tensor.shape)))
            for key, tensor in network.state_dict().items()
        }
    )
    start = time.time()
    with torch.no_grad():
        y = network(torch.from_numpy(zoo_weights.image(shape)).unsqueeze(0)).squeeze(0)
    print(
        "%d values, the largest %.3g, %.1f s" % (len(y), y.abs().max(), time.time() - start),
        file=sys.stderr,
    )
    return y


if __name__ == "__main__":
    main()
