"""Reference vectors of structure: blocks, repeats, residuals, labels, sharing, inputs and outputs."""

import torch
import torch.nn.functional as F

from vectors import Vectors, uniform


def main():
    vectors = Vectors(__file__)
    add_residual_and_repeat(vectors)
    add_blocks(vectors)
    add_sharing(vectors)
    add_inputs_and_outputs(vectors)
    vectors.write("structures")


class Network:
    """Draws the weights of dense layers as they are applied, under the names that nnc gives them."""

    def __init__(self, name):
        self.name = name
        self.weights = {}

    def input(self, *shape, label=""):
        return uniform(self.name + "." + label, shape)

    def dense(self, path, x, units, bias=True):
        """Applies the layer at a path; the same path a second time has the same weights."""
        features = x.shape[-1]
        weight = self.weight(path + ".weight", (units, features))
        return F.linear(x, weight, self.weight(path + ".bias", (units,)) if bias else None)

    def weight(self, name, shape):
        if name not in self.weights:
            self.weights[name] = uniform(self.name + "." + name, shape, -1, 1)
        return self.weights[name]


def add_residual_and_repeat(vectors):
    n = Network("residual_dense")
    x = n.input(4)
    y = x + n.dense("dense2", torch.relu(n.dense("dense1", x, 6)), 4)
    nn = "input 4; residual < dense 6 relu; dense 4 >"
    vectors.add(n.name, "residual", nn, [x], [y], weights=n.weights)

    n = Network("repeat_numbered")
    x = y = n.input(4)
    for index in range(3):
        y = torch.tanh(n.dense("dense%d" % (index + 1), y, 4))
    nn = "input 4; repeat 3 < dense 4 tanh >"
    vectors.add(n.name, "repeat", nn, [x], [y], weights=n.weights)

    n = Network("repeat_labelled")
    x = y = n.input(3, 4)
    for index in range(2):
        y = y + n.dense("deep.%d.down" % index, F.gelu(n.dense("deep.%d.up" % index, y, 8)), 4)
    nn = "input 3x4; deep: repeat 2 < residual < up: dense 8 gelu; down: dense 4 > >"
    vectors.add(n.name, "repeat", nn, [x], [y], weights=n.weights)

    n = Network("repeat_label_inside")
    x = y = n.input(4)
    for index in range(2):
        y = torch.sigmoid(n.dense("a.%d" % index, y, 4))
    nn = "input 4; repeat 2 < a: dense 4 sigmoid >"
    vectors.add(n.name, "repeat", nn, [x], [y], weights=n.weights)

    n = Network("repeat_range")
    x = y = n.input(4)
    for k in (3, 4, 5):
        y = torch.relu(n.dense("dense%d" % (k - 2), y, 2 * k - 1))
    nn = "input 4; repeat k=3..5 < dense (2 * k - 1) relu >"
    vectors.add(n.name, "repeat", nn, [x], [y], weights=n.weights)

    n = Network("repeat_list")
    x = y = n.input(4)
    for index, units in enumerate((6, 5, 2)):
        y = torch.tanh(n.dense("dense%d" % (index + 1), y, units))
    nn = "input 4; repeat w=6,5,2 < dense w tanh >"
    vectors.add(n.name, "repeat", nn, [x], [y], weights=n.weights)


def add_blocks(vectors):
    n = Network("block_calls")
    x = n.input(4)
    y = n.dense("mlp1.down", F.silu(n.dense("mlp1.up", x, 12)), 4)
    y = n.dense("mlp2.down", F.silu(n.dense("mlp2.up", y, 8)), 4)
    y = n.dense("last.down", F.silu(n.dense("last.up", y, 5)), 4)
    block = "block mlp(wide = (3 * in), back = in) < up: dense wide silu; down: dense back > "
    nn = "input 4; mlp; mlp 8; last: mlp wide=5"
    vectors.add(n.name, "block", nn, [x], [y], weights=n.weights, preamble=block)

    n = Network("block_in_default")
    x = n.input(4)
    h = n.dense("deeper1.dense1", x, 6)
    y = n.dense("deeper1.dense2", torch.relu(h), 4)
    block = "const twice = 2; block deeper(back = in) < dense (twice * 3) relu; dense back > "
    nn = "input 4; deeper"
    vectors.add(n.name, "block", nn, [x], [y], weights=n.weights, preamble=block)


def add_sharing(vectors):
    n = Network("reuse_tower")
    left, right = n.input(5, label="left"), n.input(5, label="right")

    def tower(x):
        return torch.sigmoid(n.dense("tower.dense2", torch.relu(n.dense("tower.dense1", x, 6)), 3))

    y = n.dense("dense1", tower(right) - tower(left), 1)
    nn = (
        "left: input 5; right: input 5; from left; tower: < dense 6 relu; dense 3 sigmoid >; "
        "from right; reuse tower; sub tower; dense 1"
    )
    vectors.add(n.name, "reuse", nn, [left, right], [y], weights=n.weights)

    n = Network("weight_shared")
    x = n.input(4)
    h = torch.tanh(n.dense("a", x, 4))
    y = F.linear(h, n.weights["a.weight"], n.weight("dense1.bias", (4,)))
    nn = "input 4; a: dense 4 tanh; dense 4 weight=a.weight"
    vectors.add(n.name, "dense", nn, [x], [y], ["weight"], n.weights)

    n = Network("weight_transposed")
    x = n.input(5)
    h = torch.tanh(n.dense("encode", x, 3))
    y = F.linear(h, n.weights["encode.weight"].T, n.weight("decode.bias", (5,)))
    nn = "input 5; encode: dense 3 tanh; decode: dense 5 weight=encode.weight transposed"
    vectors.add(n.name, "dense", nn, [x], [y], ["weight", "transposed"], n.weights)


def add_inputs_and_outputs(vectors):
    n = Network("two_outputs")
    x = n.input(4)
    trunk = torch.relu(n.dense("dense1", x, 6))
    kind = torch.softmax(n.dense("kind", trunk, 3), -1)
    size = n.dense("size", trunk, 1)
    nn = (
        "input 4; trunk: dense 6 relu; kind: dense 3 softmax; "
        "from trunk; size: dense 1; output kind, size"
    )
    n.weights = {key.replace("dense1", "trunk"): w for key, w in n.weights.items()}
    vectors.add(n.name, "output", nn, [x], [kind, size], weights=n.weights)

    n = Network("two_inputs")
    a, b = n.input(3, label="a"), n.input(2, label="b")
    y = n.dense("dense3", torch.cat([n.dense("dense1", a, 4), torch.relu(n.dense("dense2", b, 4))]), 2)
    nn = (
        "a: input 3; b: input 2; "
        "concat < from a; dense 4 | from b; dense 4 relu >; dense 2"
    )
    vectors.add(n.name, "input", nn, [a, b], [y], weights=n.weights)

    n = Network("skip_by_label")
    x = n.input(4)
    first = torch.tanh(n.dense("first", x, 5))
    y = n.dense("dense2", torch.relu(n.dense("dense1", first, 5)) * first, 2)
    nn = "input 4; first: dense 5 tanh; dense 5 relu; mul first; dense 2"
    vectors.add(n.name, "from", nn, [x], [y], weights=n.weights)

    n = Network("group_of_branches")
    x = n.input(4)
    gate = torch.sigmoid(n.dense("gate.dense2", torch.relu(n.dense("gate.dense1", x, 2)), 4))
    y = x * gate + n.dense("dense1", x, 4)
    nn = "input 4; add < mul < | gate: < dense 2 relu; dense 4 sigmoid > > | dense 4 >"
    vectors.add(n.name, "group", nn, [x], [y], weights=n.weights)

    n = Network("chain")
    x = n.input(1, 4, 4)
    y = n.dense("hidden", torch.flatten(x), 6)
    y = torch.log_softmax(n.dense("dense1", F.leaky_relu(y), 3), -1)
    nn = "input 1x4x4; flatten; shape 16; hidden: dense 6 leaky_relu; dropout 0.5; dense 3 log_softmax"
    vectors.add(n.name, "model", nn, [x], [y], weights=n.weights)


if __name__ == "__main__":
    main()
