"""Writes state_dicts as torchvision draws them, whole, and what the networks compute with them.

Run: NNC_FOLDER=folder python3 zoo_state_dicts.py (torch, torchvision and numpy)

For each network of the zoo that runs: <name>.safetensors is the state_dict, counters of batches
included; <name>_example.safetensors holds `input` and `output`, computed in float64.
"""

import os
import sys

import torch

import zoo_cases
import zoo_weights
from vectors import ROOT

sys.path.insert(0, os.path.join(ROOT, "samples"))

import safetensors_io  # noqa: E402


def main():
    folder = os.environ["NNC_FOLDER"]
    torch.manual_seed(7)
    for name, (build, shape) in zoo_cases.NETWORKS.items():
        network = build().eval()
        if sum(parameter.numel() for parameter in network.parameters()) > zoo_cases.RUN_UP_TO:
            continue
        state = {key: tensor.numpy() for key, tensor in network.state_dict().items()}
        safetensors_io.write(os.path.join(folder, name + ".safetensors"), state)
        x = zoo_weights.image(shape)
        with torch.no_grad():
            y = network.double()(torch.from_numpy(x).unsqueeze(0)).squeeze(0)
        example = {"input": x, "output": y.numpy()}
        safetensors_io.write(os.path.join(folder, name + "_example.safetensors"), example)


if __name__ == "__main__":
    main()
