"""Reference vectors of the activations: as statements, with their arguments, and after a layer."""

import numpy as np
import torch
import torch.nn.functional as F

from vectors import Vectors, exact, uniform

MODERATE = np.concatenate(
    [
        np.linspace(-8, 8, 33),
        np.array([-3.01, -2.99, -1.01, -0.99, -0.1, 0.1, 0.33, 0.99, 1.01, 2.99, 3.01, 5.99, 6.01]),
    ]
)
EXTREME = np.array([1e30, 1e4, 1e3, 300, 104, 103, 89, 88, 87, 50, 20.5, 19.5, 1e-5, 1e-10, 1e-30, 1e-40, 0])
EXTREME = np.concatenate([EXTREME, -EXTREME])

# activation, arguments as written, their names, meaning
CASES = [
    ("linear", "", [], lambda x: x),
    ("relu", "", [], F.relu),
    ("relu6", "", [], F.relu6),
    ("leaky_relu", "", [], F.leaky_relu),
    ("leaky_relu", "0.2", ["negative_slope"], lambda x: F.leaky_relu(x, 0.2)),
    ("leaky_relu", "negative_slope=0.3", ["negative_slope"], lambda x: F.leaky_relu(x, 0.3)),
    ("elu", "", [], F.elu),
    ("elu", "alpha=0.5", ["alpha"], lambda x: F.elu(x, 0.5)),
    ("selu", "", [], F.selu),
    ("celu", "", [], F.celu),
    ("celu", "alpha=2.5", ["alpha"], lambda x: F.celu(x, 2.5)),
    ("gelu", "", [], F.gelu),
    ("gelu", "approximate=none", ["approximate"], F.gelu),
    ("gelu", "approximate=tanh", ["approximate"], lambda x: F.gelu(x, approximate="tanh")),
    ("silu", "", [], F.silu),
    ("mish", "", [], F.mish),
    ("sigmoid", "", [], torch.sigmoid),
    ("tanh", "", [], torch.tanh),
    ("hard_sigmoid", "", [], F.hardsigmoid),
    ("hard_swish", "", [], F.hardswish),
    ("hard_tanh", "", [], F.hardtanh),
    (
        "hard_tanh",
        "min_val=-2 max_val=0.5",
        ["min_val", "max_val"],
        lambda x: F.hardtanh(x, -2, 0.5),
    ),
    ("hard_tanh", "-2 -0.5", ["min_val", "max_val"], lambda x: F.hardtanh(x, -2, -0.5)),
    ("softplus", "", [], F.softplus),
    ("softplus", "beta=2", ["beta"], lambda x: F.softplus(x, beta=2)),
    ("softplus", "threshold=5.2", ["threshold"], lambda x: F.softplus(x, threshold=5.2)),
    (
        "softplus",
        "beta=0.5 threshold=1.1",
        ["beta", "threshold"],
        lambda x: F.softplus(x, beta=0.5, threshold=1.1),
    ),
    ("softsign", "", [], F.softsign),
]


def main():
    vectors = Vectors(__file__)
    x = exact(np.concatenate([MODERATE, EXTREME]))
    for index, (layer, written, arguments, meaning) in enumerate(CASES):
        add_statement(vectors, "%s_%d" % (layer, index), layer, written, arguments, meaning, x)
    add_other_shapes(vectors)
    for layer, written, _, meaning in CASES:
        if not written:
            add_word(vectors, layer, meaning)
    vectors.write("activations")


def add_statement(vectors, name, layer, written, arguments, meaning, x):
    statement = (layer + " " + written).strip()
    nn = "input %d; %s" % (len(x), statement)
    vectors.add(name, layer, nn, [x], [meaning(x)], arguments, tolerance="element")


def add_other_shapes(vectors):
    x = uniform("relu_image", (2, 3, 4))
    vectors.add("relu_image", "relu", "input 2x3x4; relu", [x], [F.relu(x)])
    x = uniform("tanh_tokens", (3, 5))
    vectors.add("tanh_tokens", "tanh", "input 3x5; tanh", [x], [torch.tanh(x)])


def add_word(vectors, layer, meaning):
    name = "dense_" + layer
    x = uniform(name, (4,))
    w, b = uniform(name + ".w", (3, 4)), uniform(name + ".b", (3,))
    weights = {"dense1.weight": w, "dense1.bias": b}
    nn = "input 4; dense 3 %s" % layer
    vectors.add(name, layer, nn, [x], [meaning(F.linear(x, w, b))], ["activation"], weights)


if __name__ == "__main__":
    main()
