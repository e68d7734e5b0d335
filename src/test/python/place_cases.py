"""Reference vectors of what finds, repeats or adds numbers along axes: slices that run backwards or beyond the length."""

import torch
import torch.nn.functional as F

from general_cases import AT_LEAST, VARYING, add
from vectors import Vectors, exact


def main():
    vectors = Vectors(__file__)
    add_slices(vectors)
    add_index_select(vectors)
    add_tile(vectors)
    add_reductions(vectors)
    add_pads(vectors)
    vectors.write("places")


def add_slices(vectors):
    for number, (shape, written, meaning, arguments) in enumerate(
        [
            ((5,), "slice 3 9", lambda x: x[3:9], ["start", "end"]),
            ((5,), "slice -9 2", lambda x: x[-9:2], ["start", "end"]),
            ((5,), "slice step=-1", lambda x: x.flip(0), ["step"]),
            ((3, 4), "slice step=-1 axis=1", lambda x: x.flip(1), ["step", "axis"]),
            ((7,), "slice step=-3", lambda x: x.flip(0)[::3], ["step"]),
            ((6,), "slice 4 1 step=-1", lambda x: x[2:5].flip(0), ["start", "end", "step"]),
            ((6, 2), "slice start=-2 step=-2", lambda x: x[:5].flip(0)[::2], ["start", "step"]),
            ((6,), "slice end=1 step=-1", lambda x: x[2:].flip(0), ["end", "step"]),
            ((6,), "slice end=-3 step=-2", lambda x: x[4:].flip(0)[::2], ["end", "step"]),
            ((6,), "slice 90 -90 step=-4", lambda x: x.flip(0)[::4], ["start", "end", "step"]),
            ((2, 3, 4), "slice 1 axis=-1; slice 2 0 step=-1 axis=-1", lambda x: x[..., 2:].flip(2), ["axis", "step"]),
        ]
    ):
        add(vectors, "slice", number, shape, written, meaning, arguments)
    for number, (written, meaning, arguments) in enumerate(
        [
            ("slice step=-1", lambda x: x.flip(0), ["step"]),
            ("slice 2 step=-1", lambda x: x[:3].flip(0), ["start", "step"]),
            ("slice end=-3 step=-1", lambda x: x[-2:].flip(0), ["end", "step"]),
            ("slice -1 -4 step=-2", lambda x: x[-3:].flip(0)[::2], ["start", "end", "step"]),
            ("slice end=6; tanh", lambda x: x.tanh(), ["end"]),
            ("slice start=-6; tanh", lambda x: x.tanh(), ["start"]),
            ("slice 6 -7 step=-1", lambda x: x.flip(0), ["start", "end", "step"]),
            ("slice -90 2", lambda x: x[:2], ["start", "end"]),
        ]
    ):
        add(vectors, "slice", 20 + number, (5, 2), written, meaning, arguments, AT_LEAST, "(n x 2)")
    add(vectors, "slice", 40, (1, 2), "slice step=-1", lambda x: x, ["step"], VARYING, "(n x 2)")


def add_index_select(vectors):
    for number, (shape, written, axis, index, arguments) in enumerate(
        [
            ((5,), "2,0,1", 0, [2, 0, 1], ["index"]),
            ((5, 3), "index=3", 0, [3], ["index"]),
            ((5, 3), "4,4,0,4", 0, [4, 4, 0, 4], ["index"]),
            ((3, 5), "1,0,3 axis=1", 1, [1, 0, 3], ["index", "axis"]),
            ((3, 5), "0,-1,2 -1", 1, [0, 4, 2], ["index", "axis"]),
            ((2, 3, 4), "3,2,1,0 axis=2", 2, [3, 2, 1, 0], ["index", "axis"]),
            ((2, 3, 4), "2,0,0 axis=-2", 1, [2, 0, 0], ["index", "axis"]),
            ((1, 2, 3, 2, 1, 4), "3,0,1 axis=5", 5, [3, 0, 1], ["index", "axis"]),
        ]
    ):
        places = torch.tensor(index)
        add(
            vectors,
            "index_select",
            number,
            shape,
            "index_select " + written,
            lambda x: x.index_select(axis, places),
            arguments,
        )
    places = torch.tensor([2, 0, 2])
    for axis in (0, 1):
        add(
            vectors,
            "index_select",
            20 + axis,
            (5, 3),
            "index_select 2,0,2 axis=%d" % axis,
            lambda x: x.index_select(axis, places),
            ["index", "axis"],
            AT_LEAST,
            "(n x 3)",
        )


def add_tile(vectors):
    for number, (shape, dims) in enumerate(
        [
            ((3,), (2,)),
            ((3,), (2, 3)),
            ((3, 2), (2,)),
            ((3, 2), (2, 1)),
            ((3, 2), (1, 1)),
            ((1, 2), (4, 3)),
            ((2, 3, 2), (2, 1, 3)),
            ((2, 3), (2, 1, 1)),
            ((1, 2, 1, 2, 1, 2), (2, 1, 3, 1, 1, 2)),
        ]
    ):
        written = "x".join(map(str, dims))
        form = "tile repeats=%s" if number % 2 else "tile %s"
        add(vectors, "tile", number, shape, form % written, lambda x: torch.tile(x, dims), ["repeats"])
    add(vectors, "tile", 20, (4, 3), "tile 1x2", lambda x: x.tile(1, 2), ["repeats"], VARYING, "(n x 3)")
    add(vectors, "tile", 21, (4, 3), "tile 2x1x1", lambda x: x.tile(2, 1, 1), ["repeats"], VARYING, "(n x 3)")


def add_reductions(vectors):
    def prod(x, dims, keep):
        for dim in sorted(dims, reverse=True):
            x = x.prod(dim, keepdim=keep)
        return x

    for layer, meaning in (("prod", prod), ("logsumexp", torch.logsumexp)):
        for number, (shape, written, dims, keep, preamble, arriving) in enumerate(
            [
                ((5,), "", (0,), False, "", ""),
                ((4, 3), "", (0,), False, "", ""),
                ((4, 3), " axis=1", (1,), False, "", ""),
                ((4, 3), " -1 keepdim", (1,), True, "", ""),
                ((2, 3, 4), " axis=1,2", (1, 2), False, "", ""),
                ((2, 3, 4), " axis=-1,0 keepdim=true", (0, 2), True, "", ""),
                ((2, 3, 4), " 0,1,2", (0, 1, 2), False, "", ""),
                ((5, 3), "", (0,), False, VARYING, "(n x 3)"),
                ((5, 3), " axis=-1", (1,), False, VARYING, "(n x 3)"),
            ]
        ):
            arguments = ([] if not written else ["axis"]) + (["keepdim"] if keep else [])
            add(
                vectors,
                layer,
                number,
                shape,
                layer + written,
                lambda x: meaning(x, dims, keep),
                arguments,
                preamble,
                arriving,
            )
    x = exact([[-500.0, -501.0], [300.0, 299.0], [1e30, 5.0]])
    nn = "input 3x2; logsumexp axis=1"
    vectors.add("logsumexp_large", "logsumexp", nn, [x], [x.logsumexp(1)], tolerance="element")
    x = exact([[0.0, 1.0], [0.0, 0.0], [2.0, 3.0]])
    nn = "input 3x2; log; logsumexp axis=1; exp"
    vectors.add("logsumexp_of_none", "logsumexp", nn, [x], [x.sum(1)], tolerance="element")


def add_pads(vectors):
    """PyTorch's other modes know the last axes only: the axis is brought there and back."""

    def along(x, axis, sides, mode, value):
        if mode == "constant":
            amounts = [0] * (2 * x.dim())
            at = 2 * (x.dim() - 1 - axis % x.dim())
            amounts[at : at + 2] = sides
            return F.pad(x, amounts, value=value)
        moved = x.movedim(axis, -1)
        padded = F.pad(moved.reshape(1, -1, moved.shape[-1]), sides, mode)
        return padded.reshape(moved.shape[:-1] + padded.shape[-1:]).movedim(-1, axis)

    for number, (shape, written, axis, sides, mode, value) in enumerate(
        [
            ((4,), "1 axis=0", 0, (1, 1), "constant", 0),
            ((4,), "1x2 axis=-1 value=0.5", 0, (1, 2), "constant", 0.5),
            ((4, 3), "0x2 axis=0", 0, (0, 2), "constant", 0),
            ((4, 3), "2x1 axis=1 reflect", 1, (2, 1), "reflect", 0),
            ((2, 3, 4), "1x3 axis=0 replicate", 0, (1, 3), "replicate", 0),
            ((2, 3, 4), "2x3 axis=1 mode=circular", 1, (2, 3), "circular", 0),
            ((2, 3, 2, 2, 1, 2), "1x2 axis=1 value=-1", 1, (1, 2), "constant", -1),
            ((2, 3, 2, 2, 1, 2), "2x0 axis=-5 circular", 1, (2, 0), "circular", 0),
        ]
    ):
        add(
            vectors,
            "pad",
            number,
            shape,
            "pad " + written,
            lambda x: along(x, axis, list(sides), mode, value),
            ["padding", "axis", "mode"] + (["value"] if "value" in written else []),
        )
    for number, (written, axis, mode) in enumerate([("1x2 axis=1 circular", 1, "circular"), ("1x2 axis=1", 1, "constant")]):
        add(
            vectors,
            "pad",
            20 + number,
            (5, 3),
            "pad " + written,
            lambda x: along(x, axis, [1, 2], mode, 0),
            ["padding", "axis"],
            VARYING,
            "(n x 3)",
        )
    for number, (shape, written, sides) in enumerate(
        [
            ((2, 5), "2x5", [2, 5]),
            ((2, 4, 3), "1x2 mode=circular", [2, 2, 1, 1]),
            ((2, 4, 3), "4x0x1x3", [1, 3, 4, 0]),
            ((2, 3, 4, 2), "1", [1, 1, 1, 1, 1, 1]),
        ]
    ):
        mode = "" if "circular" in written else " circular"
        add(
            vectors,
            "pad",
            30 + number,
            shape,
            "pad " + written + mode,
            lambda x: F.pad(x.unsqueeze(0), sides, "circular").squeeze(0),
            ["padding", "mode"],
        )


if __name__ == "__main__":
    main()
