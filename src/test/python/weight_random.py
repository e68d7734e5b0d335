"""The weights of a generated class's random(seed), computed a second time.

SplitMix64 (Steele, Lea, Flood 2014), one generator for each tensor: it begins with the mixed seed
exclusive-or the FNV-1a hash of the tensor's name. A value in 0 to 1 is the upper 24 bits of a step.
"""

import numpy as np

STEP = 0x9E3779B97F4A7C15
MASK = (1 << 64) - 1


def uniform(seed, name, shape, bound):
    """Numbers from -bound to bound, rounded to float32."""
    state = np.uint64(int(_mix(np.array([(seed + STEP) & MASK], np.uint64))[0]) ^ _fnv1a(name))
    steps = np.arange(1, int(np.prod(shape)) + 1, dtype=np.uint64) * np.uint64(STEP)
    ones = (_mix(steps + state) >> np.uint64(40)).astype(np.float64) * 2.0**-24
    return ((2 * ones - 1) * bound).astype(np.float32).astype(np.float64).reshape(shape)


def linear_layers(network, seed):
    """A state_dict for a module of linear layers: PyTorch's bound is 1 / sqrt(inputs)."""
    values = {}
    shapes = {name: tuple(tensor.shape) for name, tensor in network.state_dict().items()}
    for name, shape in shapes.items():
        inputs = shapes[name.rpartition(".")[0] + ".weight"][1]
        values[name] = uniform(seed, name, shape, inputs**-0.5)
    return values


def _fnv1a(name):
    value = 0xCBF29CE484222325
    for letter in name.encode("ascii"):
        value = ((value ^ letter) * 0x100000001B3) & MASK
    return value


def _mix(z):
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))
