"""Reference vectors of layers for any number of dimensions, from single numbers to six."""

import torch
import torch.nn.functional as F

from join_cases import text
from vectors import Vectors, uniform

SHAPES = [(4,), (3, 4), (2, 3, 4), (2, 3, 1, 4), (1, 2, 3, 2, 2), (2, 1, 2, 1, 3, 2)]

JOINS = {
    "add": torch.add,
    "sub": torch.sub,
    "mul": torch.mul,
    "div": torch.div,
    "pow": lambda a, b: torch.pow(a, torch.round(b)),
    "maximum": torch.maximum,
    "minimum": torch.minimum,
    "greater": lambda a, b: (a > b).double(),
    "less": lambda a, b: (a < b).double(),
    "equal": lambda a, b: (a == b).double(),
}


def main():
    vectors = Vectors(__file__)
    add_joins(vectors)
    add_matmul(vectors)
    add_moves(vectors)
    add_axes(vectors)
    add_norms(vectors)
    add_numbers(vectors)
    add_many(vectors)
    vectors.write("ranks")


def add(vectors, name, layer, shape, written, y, arguments=(), weights=None):
    x = uniform(name, shape)
    vectors.add(name, layer, "input %s; %s" % (text(shape), written), [x], [y(x)], arguments, weights)


def add_joins(vectors):
    for layer, meaning in JOINS.items():
        for shape in ((2, 1, 2, 1, 3), (2, 1, 2, 1, 3, 2)):
            other = tuple(1 if d % 2 == 0 else 2 if n == 1 else n for d, n in enumerate(shape))
            name = "%s_rank_%d" % (layer, len(shape))
            a, b = uniform(name + ".a", shape, 0.5, 2), uniform(name + ".b", other, 0.5, 2)
            behind = "round; " if layer == "pow" else ""
            nn = "a: input %s; b: input %s; %sc: identity; from a; %s c" % (text(shape), text(other), behind, layer)
            vectors.add(name, layer, nn, [a, b], [meaning(a, b)])


def add_matmul(vectors):
    for index, shapes in enumerate(
        [
            ((2, 1, 2, 3, 4), (1, 3, 2, 4, 2)),
            ((2, 1, 2, 1, 3, 4), (1, 2, 1, 3, 4, 2)),
            ((2, 1, 2, 1, 3, 4), (4, 2)),
            ((3, 4), (2, 1, 2, 1, 4, 2)),
            ((2, 1, 2, 1, 3, 4), (2, 4, 2)),
            ((2, 1, 2, 1, 3, 4), (4,)),
            ((4,), (2, 1, 2, 1, 4, 3)),
            ((1, 1, 1, 1, 1, 4), (1, 1, 1, 1, 4, 1)),
        ]
    ):
        name = "matmul_rank_%d" % index
        a, b = uniform(name + ".a", shapes[0]), uniform(name + ".b", shapes[1])
        nn = "a: input %s; b: input %s; from a; matmul b" % tuple(map(text, shapes))
        vectors.add(name, "matmul", nn, [a, b], [torch.matmul(a, b)])


def add_moves(vectors):
    shape = (2, 1, 2, 1, 3, 2)
    add(vectors, "permute_rank_6", "permute", shape, "permute 5,0,4,1,3,2", lambda x: x.permute(5, 0, 4, 1, 3, 2))
    add(vectors, "permute_rank_5", "permute", shape[1:], "permute 4,0,-2,1,2", lambda x: x.permute(4, 0, 3, 1, 2))
    add(vectors, "transpose_rank_6", "transpose", shape, "transpose", lambda x: x.transpose(-1, -2))
    add(vectors, "reshape_rank_6", "reshape", (24,), "reshape 1x2x?x1x2x3", lambda x: x.reshape(1, 2, 2, 1, 2, 3))
    add(vectors, "reshape_from_rank_6", "reshape", shape, "reshape 4x?", lambda x: x.reshape(4, 6))
    add(vectors, "flatten_rank_6", "flatten", shape, "flatten", torch.flatten)
    add(vectors, "squeeze_rank_6", "squeeze", shape, "squeeze", torch.squeeze)
    add(vectors, "squeeze_axis_of_6", "squeeze", shape, "squeeze axis=-3", lambda x: x.squeeze(-3))
    add(vectors, "squeeze_axes", "squeeze", shape, "squeeze axis=1,-3", lambda x: x.squeeze(3).squeeze(1), ["axis"])
    add(vectors, "squeeze_all_axes", "squeeze", (1, 1), "squeeze 1,0", torch.squeeze, ["axis"])
    for axis in (0, 2, 5, -1, -6):
        name = "unsqueeze_to_6_at_%d" % (axis % 6 + 6 * (axis < 0))
        add(vectors, name, "unsqueeze", shape[1:], "unsqueeze %d" % axis, lambda x: x.unsqueeze(axis))
    for axis in (0, 2, 4, -1, -2):
        name = "concat_of_6_at_%d" % (axis % 6 + 6 * (axis < 0))
        nn = "concat axis=%d < | tanh; slice 1 axis=2 | >" % axis if axis == 2 else "concat axis=%d < | tanh >" % axis
        parts = (lambda x: [x, x.tanh()[:, :, 1:], x]) if axis == 2 else (lambda x: [x, x.tanh()])
        add(vectors, name, "concat", shape, nn, lambda x: torch.cat(parts(x), axis), ["axis"])
    add(vectors, "slice_rank_6", "slice", shape, "slice 1 axis=-2", lambda x: x[..., 1:, :])
    add(vectors, "tile_rank_6", "tile", shape, "tile 2x1x1x3x1x2", lambda x: x.tile(2, 1, 1, 3, 1, 2))


def add_axes(vectors):
    for shape in SHAPES:
        rank = len(shape)
        axis = rank // 2
        for layer, meaning in (
            ("mean", torch.mean),
            ("sum", torch.sum),
            ("max", torch.amax),
            ("min", torch.amin),
            ("prod", torch.prod),
            ("logsumexp", torch.logsumexp),
        ):
            name = "%s_rank_%d" % (layer, rank)
            add(vectors, name, layer, shape, "%s axis=%d" % (layer, axis), lambda x: meaning(x, axis))
            add(
                vectors,
                name + "_kept",
                layer,
                shape,
                "%s axis=%d keepdim" % (layer, axis - rank),
                lambda x: meaning(x, axis, keepdim=True),
            )
            if layer != "prod" and rank > 2:
                axes = (0, rank - 1, 2)[: 3 if rank > 3 else 2]
                written = "%s axis=%s keepdim" % (layer, ",".join(map(str, axes)))
                add(vectors, name + "_axes", layer, shape, written, lambda x: meaning(x, axes, keepdim=True))
        add(vectors, "argmax_rank_%d" % rank, "argmax", shape, "argmax axis=%d" % axis, lambda x: x.argmax(axis).double())
        for layer, meaning in (("softmax", F.softmax), ("log_softmax", F.log_softmax)):
            name = "%s_rank_%d" % (layer, rank)
            add(vectors, name, layer, shape, "%s axis=%d" % (layer, axis), lambda x: meaning(x, axis))
            add(vectors, name + "_last", layer, shape, "%s axis=-1" % layer, lambda x: meaning(x, -1))


def rms(x, weight, eps):
    dims = tuple(range(x.dim() - weight.dim(), x.dim()))
    return x / torch.sqrt((x * x).mean(dims, keepdim=True) + eps) * weight


def add_norms(vectors):
    for shape in SHAPES[2:]:
        for axis in range(len(shape)):
            normalised = shape[axis:]
            if len(normalised) == 1 and normalised == (1,):
                continue
            name = "layernorm_rank_%d_%d" % (len(shape), axis)
            weight, bias = uniform(name + ".w", normalised), uniform(name + ".b", normalised)
            add(
                vectors,
                name,
                "layernorm",
                shape,
                "n: layernorm axis=%d eps=0.01" % axis,
                lambda x: F.layer_norm(x, normalised, weight, bias, 0.01),
                ["axis"],
                {"n.weight": weight, "n.bias": bias},
            )
            name = "rmsnorm_rank_%d_%d" % (len(shape), axis)
            add(
                vectors,
                name,
                "rmsnorm",
                shape,
                "n: rmsnorm axis=%d eps=0.01" % (axis - len(shape)),
                lambda x: rms(x, weight, 0.01),
                ["axis"],
                {"n.weight": weight},
            )


def add_numbers(vectors):
    """Values without a dimension; the sum of a vector is one."""
    for layer, meaning in JOINS.items():
        name = "%s_rank_0" % layer
        nn = "input 3; %s < sum | max >" % layer
        x = uniform(name, (3,), 0.5, 2)
        if layer == "pow":
            nn = "input 3; pow < sum | max; round >"
        vectors.add(name, layer, nn, [x], [meaning(x.sum(), x.amax())])
        vectors.add(name + "_number", layer, "input 3; sum; %s 2" % layer, [x], [meaning(x.sum(), torch.tensor(2.0).double())])
    name = "where_rank_0"
    x = uniform(name, (3,))
    nn = "input 3; where < sum; greater 0 | max | min >"
    vectors.add(name, "where", nn, [x], [torch.where(x.sum() > 0, x.amax(), x.amin())])
    nn = "x: input 3; max; greater 0; m: identity; from x; sum; masked_fill mask=m value=-1"
    y = x.sum().masked_fill(x.amax() > 0, -1)
    vectors.add("masked_fill_rank_0", "masked_fill", nn, [x], [y])
    for written, y in (
        ("unsqueeze 0", x.sum().reshape(1)),
        ("unsqueeze -1", x.sum().reshape(1)),
        ("reshape 1x1", x.sum().reshape(1, 1)),
        ("squeeze", x.sum()),
        ("tile 3", x.sum().tile(3)),
        ("tanh", x.sum().tanh()),
        ("round", x.sum().round()),
        ("clip 0 1", x.sum().clip(0, 1)),
    ):
        layer = written.split()[0]
        name = "%s_of_number_%d" % (layer, sum(case["layer"] == layer for case in vectors.cases))
        vectors.add(name, layer, "input 3; sum; " + written, [x], [y], ["activation"] if layer == "tanh" else [])


def add_many(vectors):
    """More values than one expression takes."""
    for layer in ("add", "sub", "maximum"):
        name = layer + "_many"
        x = uniform(name, (3,), 0.5, 1)
        taps = [x]
        for _ in range(149):
            taps.append(taps[-1] * 0.96875)
        y = taps[0]
        for tap in taps[1:]:
            y = JOINS[layer](y, tap)
        nn = "input 3; a: identity; v: repeat 149 < tap: mul 0.96875 >; %s < from a | from v.*.tap >" % layer
        vectors.add(name, layer, nn, [x], [y])


if __name__ == "__main__":
    main()
