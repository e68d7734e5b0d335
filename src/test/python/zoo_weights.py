"""Weights and inputs from a hash of tensor name and index; ZooWeights.java computes the same ones.

The hash of a name is FNV-1a over its UTF-8 bytes, 64 bits. The number at index i is the output of
SplitMix64 for the state hash + (i + 1) * 0x9E3779B97F4A7C15, of which the upper 24 bits make a
fraction u in [0, 1). What becomes of u depends on the last part of the name and on the shape, so
that activations stay moderate through a hundred layers:

    two dimensions or more   (2 u - 1) * sqrt(6 / fan_in), fan_in being all but the first dimension
    running_var              0.5 + u
    running_mean, bias       (2 u - 1) / 8
    other vectors            0.5 + u, the weights of norms

An input is 2 u - 1 under the name `input`. All is computed in double precision and rounded once.
"""

import math

import numpy as np

_STEP = 0x9E3779B97F4A7C15
_MASK = (1 << 64) - 1


def name_hash(name):
    value = 0xCBF29CE484222325
    for byte in name.encode("utf-8"):
        value = (value ^ byte) * 0x100000001B3 & _MASK
    return value


def fractions(name, count):
    """The first fractions under a name, as float64."""
    with np.errstate(over="ignore"):
        z = np.arange(1, count + 1, dtype=np.uint64) * np.uint64(_STEP) + np.uint64(name_hash(name))
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z = z ^ (z >> np.uint64(31))
    return (z >> np.uint64(40)).astype(np.float64) / (1 << 24)


def weight(name, shape):
    """A tensor of a state_dict: float32 numbers as float64."""
    u = fractions(name, math.prod(shape))
    kind = name.rsplit(".", 1)[-1]
    if len(shape) > 1:
        values = (2 * u - 1) * math.sqrt(6 / math.prod(shape[1:]))
    elif kind in ("running_mean", "bias"):
        values = (2 * u - 1) / 8
    else:
        values = 0.5 + u
    return values.astype(np.float32).astype(np.float64).reshape(shape)


def image(shape):
    """The input: float32 numbers in [-1, 1) as float64."""
    return (2 * fractions("input", math.prod(shape)) - 1).reshape(shape)
