"""Reference vectors of the joins: of two inputs, of branches, with dimensions of 1 that stretch."""

import torch

from vectors import Vectors, exact, uniform

ELEMENTWISE = {
    "add": torch.add,
    "sub": torch.sub,
    "mul": torch.mul,
    "div": torch.div,
    "pow": torch.pow,
    "maximum": torch.maximum,
    "minimum": torch.minimum,
}

STRETCHES = [
    ((5,), (5,)),
    ((1,), (5,)),
    ((3, 4), (3, 1)),
    ((3, 1), (1, 4)),
    ((2, 3, 4), (2, 1, 1)),
    ((2, 1, 4), (2, 3, 1)),
]


def main():
    vectors = Vectors(__file__)
    for layer, meaning in ELEMENTWISE.items():
        for index, shapes in enumerate(STRETCHES):
            add_pair(vectors, "%s_%d" % (layer, index), layer, "", shapes, meaning)
        add_branches(vectors, layer, meaning)
    add_concat(vectors)
    for index, shapes in enumerate(
        [
            ((3, 4), (4, 2)),
            ((1, 3), (3, 1)),
            ((2, 3, 4), (2, 4, 5)),
            ((1, 3, 4), (2, 4, 5)),
            ((2, 3, 4), (1, 4, 5)),
            ((2, 3, 4), (4, 5)),
            ((3, 4), (2, 4, 5)),
            ((2, 1, 3, 4), (3, 4, 2)),
            ((4,), (4, 5)),
            ((3, 4), (4,)),
            ((4,), (4,)),
            ((4,), (2, 4, 3)),
            ((2, 3, 4), (4,)),
        ]
    ):
        add_pair(vectors, "matmul_%d" % index, "matmul", "", shapes, torch.matmul)
    vectors.write("joins")


def add_pair(vectors, name, layer, written, shapes, meaning, arguments=()):
    a, b = uniform(name + ".a", shapes[0]), uniform(name + ".b", shapes[1])
    if layer == "div":
        b = exact(b + torch.where(b < 0, -0.5, 0.5))
    if layer == "pow":
        a = exact(a.abs() + 0.25)
    nn = "a: input %s; b: input %s; from a; %s b%s" % (text(shapes[0]), text(shapes[1]), layer, written)
    vectors.add(name, layer, nn, [a, b], [meaning(a, b)], arguments)


def add_branches(vectors, layer, meaning):
    """An empty branch is the value that arrives; three branches are taken from left to right."""
    name = layer + "_branches"
    x = uniform(name, (6,), 0.5, 2)
    nn = "input 6; %s < | tanh | sigmoid >" % layer
    y = meaning(meaning(x, torch.tanh(x)), torch.sigmoid(x))
    vectors.add(name, layer, nn, [x], [y])


def add_concat(vectors):
    for name, shapes, axis in (
        ("concat_vectors", ((2,), (3,)), None),
        ("concat_channels", ((1, 2, 3), (2, 2, 3)), None),
        ("concat_rows", ((2, 3), (4, 3)), 0),
        ("concat_columns", ((2, 3), (2, 1)), 1),
        ("concat_last", ((2, 3), (2, 2)), -1),
        ("concat_image_rows", ((2, 2, 3), (2, 1, 3)), 1),
        ("concat_image_columns", ((2, 2, 3), (2, 2, 2)), 2),
    ):
        written, arguments = ("", []) if axis is None else (" axis=%d" % axis, ["axis"])
        add_pair(
            vectors,
            name,
            "concat",
            written,
            shapes,
            lambda a, b: torch.cat([a, b], dim=axis or 0),
            arguments,
        )
    x = uniform("concat_branches", (3,))
    nn = "input 3; concat < tanh | | relu >"
    y = torch.cat([torch.tanh(x), x, torch.relu(x)])
    vectors.add("concat_branches", "concat", nn, [x], [y])


def text(shape):
    return "x".join(map(str, shape))


if __name__ == "__main__":
    main()
