"""Writes state_dicts with PyTorch's names, in several orders and types, and what PyTorch computes.

Each case of state_dict.json names a .nn file, a weight file, inputs and outputs. The outputs are
computed from the weights as a reader in float32 sees them: rounded to the type of the file, then
to float32.
"""

import os
import sys
import zlib

import numpy as np
import torch
from torch import nn

from vectors import RESOURCES, ROOT, computed, exact, given, sha256, text, uniform, write_json

sys.path.insert(0, os.path.join(ROOT, "samples"))

import safetensors_io  # noqa: E402

FOLDER = os.path.join(RESOURCES, "state_dict")

ORDERS = {
    "": lambda names: names,
    "_sorted": sorted,
    "_reversed": lambda names: names[::-1],
    "_shuffled": lambda names: sorted(names, key=lambda name: zlib.crc32(name.encode("utf-8"))),
}


def six_equal():
    """Six equal layers: no shape tells them apart, and 10 sorts before 2 as text."""
    layers = []
    for _ in range(6):
        layers += [nn.Linear(8, 8), nn.ReLU()]
    return nn.Sequential(*layers[:-1])


def mixed():
    """Numbers with gaps, some layers without bias, and equal shapes beside different ones."""
    return nn.Sequential(
        nn.Flatten(),
        nn.Linear(12, 9),
        nn.GELU(),
        nn.Dropout(0.1),
        nn.Linear(9, 9, bias=False),
        nn.Tanh(),
        nn.Linear(9, 9),
        nn.LeakyReLU(0.2),
        nn.Dropout(0.1),
        nn.Linear(9, 9),
        nn.Linear(9, 9),
        nn.SiLU(),
        nn.Linear(9, 4, bias=False),
        nn.Softmax(-1),
    )


class Residual(nn.Module):
    def __init__(self):
        super().__init__()
        self.up = nn.Linear(8, 10)
        self.down = nn.Linear(10, 8)

    def forward(self, x):
        return x + self.down(nn.functional.gelu(self.up(x)))


class Nested(nn.Module):
    """Named modules, a numbered list of them, and numbered modules inside named ones."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Linear(6, 8)
        self.blocks = nn.ModuleList(Residual() for _ in range(3))
        self.mixer = nn.Sequential(
            nn.Linear(8, 8), nn.ReLU(), nn.Dropout(0.1), nn.Linear(8, 8), nn.Tanh()
        )
        self.towers = nn.ModuleList(
            nn.Sequential(nn.Linear(8, 5), nn.ReLU(), nn.Linear(5, 8, bias=False)) for _ in range(2)
        )
        self.head = nn.Linear(8, 3)

    def forward(self, x):
        x = torch.sigmoid(self.stem(x))
        for block in self.blocks:
            x = block(x)
        x = self.mixer(x)
        for tower in self.towers:
            x = tower(x)
        return torch.log_softmax(self.head(x), -1)


class Attending(nn.Module):
    """Attention in PyTorch's own spellings: of itself, twice, and of a memory of another width."""

    def __init__(self):
        super().__init__()
        self.packed = nn.MultiheadAttention(8, 2, batch_first=True)
        self.apart = nn.MultiheadAttention(8, 2, batch_first=True)
        self.narrow = nn.Linear(8, 6)
        self.crossed = nn.MultiheadAttention(8, 2, kdim=6, vdim=6, batch_first=True)

    def forward(self, x):
        x = self.packed(x, x, x)[0]
        x = self.apart(x, x, x)[0]
        memory = self.narrow(x)
        return self.crossed(x, memory, memory)[0]


def main():
    cases = []
    add(cases, "six_equal", six_equal, (8,), ORDERS, ["F64", "F16", "BF16"])
    add(cases, "mixed", mixed, (3, 4), ORDERS, [])
    add(cases, "nested", Nested, (6,), ORDERS, [])
    add_renamed(cases)
    add_attending(cases)
    write_json("state_dict", "state_dict", ["vectors.py", "state_dict_cases.py"], cases)


def add(cases, name, network, shape, orders, types):
    tensors = draw(name, network())
    for suffix, order in orders.items():
        ordered = {key: tensors[key] for key in order(list(tensors))}
        path = os.path.join(FOLDER, name + suffix + ".safetensors")
        safetensors_io.write(path, ordered)
        add_case(cases, name, path, network(), tensors, shape)
    for dtype in types:
        path = os.path.join(FOLDER, "%s_%s.safetensors" % (name, dtype.lower()))
        safetensors_io.write(path, tensors, dtype)
        add_case(cases, name, path, network(), safetensors_io.read(path), shape)
    path = os.path.join(FOLDER, name + ".npz")
    np.savez(path, **{key: value.astype(np.float32) for key, value in tensors.items()})
    add_case(cases, name, path, network(), tensors, shape)
    path = os.path.join(FOLDER, name + "_compressed.npz")
    np.savez_compressed(path, **tensors)
    add_case(cases, name, path, network(), tensors, shape)


def add_renamed(cases):
    """The nested weights below a prefix, and as 1x1 convolutions keep them (ranks differ)."""
    tensors = draw("nested", Nested())
    path = os.path.join(FOLDER, "prefixed.safetensors")
    safetensors_io.write(path, {"net.encoder." + key: value for key, value in tensors.items()})
    add_case(cases, "prefixed", path, Nested(), tensors, (6,))
    path = os.path.join(FOLDER, "nested_pointwise.safetensors")
    longer = {key: v.reshape(v.shape + (1,) * (v.ndim == 2)) for key, v in tensors.items()}
    safetensors_io.write(path, longer)
    add_case(cases, "nested", path, Nested(), tensors, (6,))


def add_attending(cases):
    """As PyTorch keeps it, and with projections for queries, keys and values each."""
    tensors = draw("attending", Attending())
    path = os.path.join(FOLDER, "attending.safetensors")
    safetensors_io.write(path, tensors)
    add_case(cases, "attending", path, Attending(), tensors, (5, 8))
    apart = {}
    for key, value in tensors.items():
        scope, name = key.split(".", 1)
        kind = name.rsplit("_", 1)[-1]
        if name.startswith("in_proj_"):
            for part, rows in zip("qkv", np.split(value, 3)):
                apart["%s.%s_proj.%s" % (scope, part, kind)] = rows
        elif name.endswith("_proj_weight"):
            apart["%s.%s.weight" % (scope, name[: len("q_proj")])] = value
        else:
            apart[key.replace("out_proj", "o_proj")] = value
    path = os.path.join(FOLDER, "attending_apart.safetensors")
    safetensors_io.write(path, apart)
    add_case(cases, "attending", path, Attending(), tensors, (5, 8))


def draw(name, network):
    """Weights in float64 that depend on the names alone, of a size that keeps values moderate."""
    tensors = {}
    for key, tensor in network.state_dict().items():
        generator = np.random.RandomState(zlib.crc32((name + "." + key).encode("utf-8")))
        bound = 1.5 / np.sqrt(tensor.shape[-1])
        tensors[key] = generator.uniform(-bound, bound, tuple(tensor.shape))
    return tensors


def add_case(cases, name, path, network, tensors, shape):
    network = network.double().eval()
    network.load_state_dict({key: exact(value) for key, value in tensors.items()})
    x = uniform(name, shape)
    with torch.no_grad():
        y = network(x.unsqueeze(0)).squeeze(0)
    weights = os.path.basename(path)
    cases.append(
        text(
            {
                "name": weights,
                "nn": name + ".nn",
                "weights": {"file": weights, "sha256": sha256(path)},
                "inputs": [given(x)],
                "outputs": [computed(y)],
            }
        )
    )


if __name__ == "__main__":
    main()
