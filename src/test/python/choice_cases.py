"""Reference vectors of comparisons and of choices between values."""

import torch

from join_cases import STRETCHES, text
from vectors import Vectors, exact, uniform

COMPARISONS = {
    "greater": torch.greater,
    "greater_equal": torch.greater_equal,
    "less": torch.less,
    "less_equal": torch.less_equal,
    "equal": torch.eq,
    "not_equal": torch.not_equal,
}


def main():
    vectors = Vectors(__file__)
    for layer, meaning in COMPARISONS.items():
        add_comparison(vectors, layer, meaning)
    add_where(vectors)
    add_masked_fill(vectors)
    vectors.write("choices")


def halves(name, shape):
    """Few numbers, so that some are equal."""
    return exact(torch.round(uniform(name, shape)) / 2)


def add_comparison(vectors, layer, meaning):
    for index, shapes in enumerate(STRETCHES):
        name = "%s_%d" % (layer, index)
        a, b = halves(name + ".a", shapes[0]), halves(name + ".b", shapes[1])
        nn = "a: input %s; b: input %s; from a; %s b" % (text(shapes[0]), text(shapes[1]), layer)
        vectors.add(name, layer, nn, [a, b], [meaning(a, b).double()])
    x = halves(layer + "_number", (4, 5))
    vectors.add(layer + "_number", layer, "input 4x5; %s 0.5" % layer, [x], [meaning(x, 0.5).double()], ["number"])
    name = layer + "_varying"
    x = halves(name, (5, 2))
    y = meaning(x, x.amax(0)).double()
    nn = "input (..6 x 2); %s < | max keepdim >" % layer
    vectors.add(name, layer, nn, [x], [y])


def add_where(vectors):
    for index, shapes in enumerate(
        [
            ((5,), (5,), (5,)),
            ((3, 4), (1, 4), (3, 1)),
            ((1, 1), (3, 4), (3, 4)),
            ((2, 1, 4), (2, 3, 1), (1, 1, 1)),
            ((1, 3, 1, 2, 1, 2), (2, 1, 2, 1, 2, 1), (1, 1, 1, 1, 1, 1)),
        ]
    ):
        name = "where_%d" % index
        m, a, b = (uniform(name + part, shape) for part, shape in zip("mab", shapes))
        m = exact(torch.where(m > 0.3, m, torch.zeros_like(m)))
        nn = "m: input %s; a: input %s; b: input %s; from m; where a b" % tuple(map(text, shapes))
        vectors.add(name, "where", nn, [m, a, b], [torch.where(m != 0, a, b)])
    x = exact([-2.0, -0.5, 0.0, 0.25, 4.0])
    nn = "a: input 5; greater 0; where < | from a; log | from a; mul -1; exp >"
    y = torch.where(x > 0, x.log(), (-x).exp())
    vectors.add("where_not_chosen", "where", nn, [x], [y])
    nn = "x: input 5; a: log; equal a; b: identity; from x; greater 0; mul b; where < | from a | from x >"
    y = torch.where(x > 0, x.log(), x)
    vectors.add("where_nan", "where", nn, [x], [y])
    x = uniform("where_varying", (5, 2))
    nn = "a: input (..6 x 2); greater 0.5; where < | from a | from a; max keepdim >; relu"
    vectors.add("where_varying", "where", nn, [x], [torch.where(x > 0.5, x, x.amax(0, True)).relu()])


def add_masked_fill(vectors):
    for index, (shape, mask) in enumerate([((5,), (5,)), ((3, 4), (1, 4)), ((2, 3, 4), (2, 1, 1)), ((1, 4), (3, 1))]):
        name = "masked_fill_%d" % index
        x, m = uniform(name + ".x", shape), uniform(name + ".m", mask)
        m = exact(torch.where(m > 0.3, m, torch.zeros_like(m)))
        nn = "x: input %s; m: input %s; from x; masked_fill mask=m value=-2.5" % (text(shape), text(mask))
        y = torch.where(m != 0, torch.tensor(-2.5, dtype=torch.float64), x)
        vectors.add(name, "masked_fill", nn, [x, m], [y], ["mask", "value"])
    x = uniform("masked_fill_softmax", (5, 4))
    nn = "x: input (..6 x 4); greater 0.5; m: identity; from x; masked_fill mask=m value=-1e9; softmax"
    y = x.masked_fill(x > 0.5, -1e9).softmax(1)
    vectors.add("masked_fill_softmax", "masked_fill", nn, [x], [y], ["mask", "value"])
    nn = "x: input 5; log; sqrt; y: identity; from x; less_equal 1; m: identity; from y; masked_fill mask=m value=0"
    x = exact([-2.0, 0.0, 0.5, 2.0, 4.0])
    y = x.log().sqrt().masked_fill(x <= 1, 0)
    vectors.add("masked_fill_nan", "masked_fill", nn, [x], [y], ["mask", "value"])


if __name__ == "__main__":
    main()
