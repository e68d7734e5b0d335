"""Reference vectors of the layers that are no activations: dense, softmax, and those that reshape."""

import numpy as np
import torch
import torch.nn.functional as F

from vectors import Vectors, exact, uniform


def main():
    vectors = Vectors(__file__)
    add_dense(vectors)
    for layer, meaning in (("softmax", F.softmax), ("log_softmax", F.log_softmax)):
        add_softmax(vectors, layer, meaning)
    add_large_logits(vectors)
    add_reshaping(vectors)
    vectors.write("layers")


def add_dense(vectors):
    for name, inputs, units, written, arguments in (
        ("dense_vector", (5,), 3, "dense 3", ["units"]),
        ("dense_named", (5,), 3, "dense units=3", ["units"]),
        ("dense_no_bias", (5,), 4, "dense 4 bias=false", ["units", "bias"]),
        ("dense_bias", (5,), 4, "dense 4 bias=true", ["units", "bias"]),
        ("dense_tokens", (6, 5), 3, "dense 3", ["units"]),
        ("dense_tokens_no_bias", (6, 5), 4, "dense 4 bias=false", ["units", "bias"]),
        ("dense_one", (1,), 1, "dense 1", ["units"]),
        ("dense_wide", (33,), 70, "dense 70", ["units"]),
    ):
        x = uniform(name, inputs)
        w = uniform(name + ".w", (units, inputs[-1]))
        b = None if "bias=false" in written else uniform(name + ".b", (units,))
        weights = {"dense1.weight": w} if b is None else {"dense1.weight": w, "dense1.bias": b}
        nn = "input %s; %s" % ("x".join(map(str, inputs)), written)
        vectors.add(name, "dense", nn, [x], [F.linear(x, w, b)], arguments, weights)


def add_softmax(vectors, layer, meaning):
    for name, shape, written, axis in (
        ("vector", (7,), "", -1),
        ("one", (1,), "", -1),
        ("tokens", (4, 5), "", -1),
        ("axis0", (4, 5), " axis=0", 0),
        ("axis_positional", (4, 5), " 0", 0),
        ("axis1", (4, 5), " axis=1", 1),
        ("axis_last", (4, 5), " axis=-1", -1),
        ("image_axis0", (3, 2, 4), " axis=0", 0),
        ("image_axis1", (3, 2, 4), " axis=1", 1),
        ("image_axis2", (3, 2, 4), " axis=2", 2),
    ):
        name = layer + "_" + name
        x = uniform(name, shape, -5, 5)
        nn = "input %s; %s%s" % ("x".join(map(str, shape)), layer, written)
        vectors.add(name, layer, nn, [x], [meaning(x, axis)], ["axis"] if written else [])
    x = uniform(layer + "_word", (4,))
    w, b = uniform(layer + "_word.w", (3, 4)), uniform(layer + "_word.b", (3,))
    weights = {"dense1.weight": w, "dense1.bias": b}
    nn = "input 4; dense 3 " + layer
    y = meaning(F.linear(x, w, b), -1)
    vectors.add(layer + "_word", layer, nn, [x], [y], ["activation"], weights)


def add_large_logits(vectors):
    rows = [
        [1e30, -1e30, 0, 1e30, 5],
        [-1e30, -1e30, -1e30, -1e30, -1e30],
        [3e38, 3e38, 2.9e38, 0, -3e38],
        [1000, 1001, 1002, -1000, 999.5],
        [-1000, -1001, -1002, -1003, -5000],
        [88, 89, -88, -89, 0],
        [1e-40, -1e-40, 0, 1e-30, -0.0],
    ]
    x = exact(rows)
    nn = "input %dx5; softmax" % len(rows)
    vectors.add("softmax_extremes", "softmax", nn, [x], [F.softmax(x, -1)], tolerance="element")
    # a difference of 6e38 is no float32, so that log_softmax stops at 1e30
    x = exact([row for row in rows if max(np.abs(row)) < 1e38])
    y = F.log_softmax(x, -1)
    nn = "input %dx5; log_softmax" % len(x)
    vectors.add("log_softmax_extremes", "log_softmax", nn, [x], [y], tolerance="element")


def add_reshaping(vectors):
    for name, layer, shape, written, to, arguments in (
        ("flatten_image", "flatten", (2, 3, 4), "flatten", (24,), []),
        ("flatten_tokens", "flatten", (3, 4), "flatten", (12,), []),
        ("flatten_vector", "flatten", (5,), "flatten", (5,), []),
        ("reshape_matrix", "reshape", (12,), "reshape 3x4", (3, 4), ["shape"]),
        ("reshape_image", "reshape", (6, 4), "reshape 2x3x4", (2, 3, 4), ["shape"]),
        ("reshape_inferred", "reshape", (2, 3, 4), "reshape 6x?", (6, 4), ["shape"]),
        ("reshape_inferred_first", "reshape", (2, 3, 4), "reshape ?x8", (3, 8), ["shape"]),
        ("reshape_vector", "reshape", (3, 4), "reshape 12", (12,), ["shape"]),
        ("dropout_half", "dropout", (6,), "dropout", (6,), []),
        ("dropout_positional", "dropout", (6,), "dropout 0.3", (6,), ["p"]),
        ("dropout_named", "dropout", (2, 3), "dropout p=0.3", (2, 3), ["p"]),
        ("identity", "identity", (2, 3), "identity", (2, 3), []),
        ("shape_asserted", "shape", (2, 3), "shape 2x3; identity", (2, 3), ["shape"]),
    ):
        x = uniform(name, shape)
        nn = "input %s; %s" % ("x".join(map(str, shape)), written)
        vectors.add(name, layer, nn, [x], [torch.reshape(x, to)], arguments)


if __name__ == "__main__":
    main()
